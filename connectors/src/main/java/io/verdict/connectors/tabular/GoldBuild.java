package io.verdict.connectors.tabular;

import io.verdict.connectors.store.Digests;
import io.verdict.topics.contract.ColumnRole;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Builds a gold table from files: every row checked, bad ones in quarantine, good ones canonical, split and sorted.
 * Neither the order of files nor that of rows changes the bytes. Works in memory; not thread-safe.
 */
public final class GoldBuild {

    private static final Comparator<List<String>> BY_VALUES = (a, b) -> {
        for (int i = 0; i < a.size(); i++) {
            int order = a.get(i).compareTo(b.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    };

    private record Candidate(String file, long line, int idPosition, List<String> values) {}

    private final TableSchema schema;
    private final RowCheck check;
    private final List<GoldManifest.Source> sources = new ArrayList<>();
    private final List<Candidate> good = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();
    private long rows;
    private long bad;

    private GoldBuild(TableSchema schema) {
        this.schema = schema;
        this.check = new RowCheck(schema);
    }

    /**
     * Checks files without refusing for the number of bad rows.
     *
     * @throws TableFormatException when a file is malformed
     */
    public static Gold check(TableSchema schema, List<SourceFile> files) throws TableFormatException {
        GoldBuild build = new GoldBuild(schema);
        for (SourceFile file : files) {
            build.read(file);
        }
        return build.gold();
    }

    /**
     * Builds the table.
     *
     * @throws TableFormatException when a file is malformed, there are too many bad rows, or none is left to train with
     */
    public static Gold build(TableSchema schema, List<SourceFile> files) throws TableFormatException {
        Gold gold = check(schema, files);
        gold.manifest().demandUsable(schema.worstBadShare(), gold.faults());
        return gold;
    }

    private void read(SourceFile file) throws TableFormatException {
        long before = rows;
        int id = schema.index(ColumnRole.ID);
        RawTable.of(file.name(), schema).read(file.name(), file.bytes(), row -> {
            rows++;
            check.check(file.name(), row, faults)
                    .ifPresentOrElse(
                            values -> good.add(
                                    new Candidate(file.name(), row.line(), id < 0 ? 0 : row.positions()[id], values)),
                            () -> bad++);
        });
        sources.add(new GoldManifest.Source(
                file.name(), Digests.of(file.bytes()).sha256(), file.bytes().length, rows - before));
    }

    private Gold gold() {
        List<GoldRow> table = withoutRepeatedIds().stream()
                .map(Candidate::values)
                .sorted(BY_VALUES)
                .map(values -> new GoldRow(schema.split().of(group(values)), values))
                .toList();
        return Gold.of(schema, sources, table, faults, rows, bad);
    }

    /** Of equal rows with one id the first stays; where they differ nobody knows which is right, so none does. */
    private List<Candidate> withoutRepeatedIds() {
        int id = schema.index(ColumnRole.ID);
        if (id < 0) {
            return good;
        }
        Map<String, List<Candidate>> byId = new LinkedHashMap<>();
        good.forEach(row -> byId.computeIfAbsent(row.values().get(id), key -> new ArrayList<>())
                .add(row));
        List<Candidate> kept = new ArrayList<>();
        for (List<Candidate> same : byId.values()) {
            boolean equal = same.stream().map(Candidate::values).distinct().count() == 1;
            if (equal) {
                kept.add(same.get(0));
            }
            for (Candidate row : equal ? same.subList(1, same.size()) : same) {
                String reason = equal ? "the row is there already" : same.size() + " rows have this id and differ";
                bad++;
                faults.add(new Fault(
                        row.file(),
                        row.line(),
                        schema.columns().get(id).name(),
                        row.idPosition(),
                        row.values().get(id),
                        reason));
            }
        }
        return kept;
    }

    private String group(List<String> values) {
        int group = schema.index(ColumnRole.GROUP);
        int id = schema.index(ColumnRole.ID);
        return group >= 0 ? values.get(group) : id >= 0 ? values.get(id) : String.join("\u001F", values);
    }

    /** Share of bad rows, 0 to 1. */
    static BigDecimal share(long bad, long rows) {
        return rows == 0
                ? BigDecimal.ZERO
                : BigDecimal.valueOf(bad).divide(BigDecimal.valueOf(rows), 6, RoundingMode.HALF_UP);
    }
}
