package io.verdict.connectors.tabular;

import io.verdict.topics.contract.Column;
import io.verdict.topics.contract.ColumnRole;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a gold table was built from and what is in it; no clock, so that building twice gives the same.
 *
 * @param schemaSha256 see {@link TableSchema#sha256()}
 * @param goldSha256 SHA-256 of {@link Gold#csv()}; names the version of the table
 * @param rowsRead rows of all files
 * @param rowsBad rows in quarantine
 * @param rows rows by split
 * @param labels rows by split and class; empty without a label
 * @param missing rows without a value by column that may miss one
 * @param reasons faults by what was wrong
 */
public record GoldManifest(
        String table,
        String schemaSha256,
        String goldSha256,
        List<Source> sources,
        long rowsRead,
        long rowsBad,
        Map<String, Long> rows,
        Map<String, Map<String, Long>> labels,
        Map<String, Long> missing,
        Map<String, Long> reasons) {

    private static final int SHOWN = 5;

    /** A file that rows came from. */
    public record Source(String file, String sha256, long bytes, long rows) {}

    static GoldManifest of(
            TableSchema schema,
            List<Source> sources,
            List<GoldRow> rows,
            List<Fault> faults,
            long read,
            long bad,
            String goldSha256) {
        Map<String, Long> bySplit = new LinkedHashMap<>();
        Map<String, Map<String, Long>> labels = new LinkedHashMap<>();
        int label = schema.index(ColumnRole.LABEL);
        for (Split split : Split.values()) {
            List<GoldRow> part =
                    rows.stream().filter(row -> row.split() == split).toList();
            bySplit.put(split.name(), (long) part.size());
            if (label >= 0) {
                labels.put(split.name(), byClass(schema.columns().get(label), label, part));
            }
        }
        Map<String, Long> missing = new LinkedHashMap<>();
        for (int i = 0; i < schema.columns().size(); i++) {
            int place = i;
            if (!schema.columns().get(i).required()) {
                missing.put(
                        schema.columns().get(i).name(),
                        rows.stream()
                                .filter(row -> row.values().get(place).isEmpty())
                                .count());
            }
        }
        Map<String, Long> reasons = faults.stream()
                .collect(Collectors.groupingBy(
                        fault -> (fault.column().isEmpty() ? "" : fault.column() + " ") + fault.reason(),
                        TreeMap::new,
                        Collectors.counting()));
        return new GoldManifest(
                schema.table(),
                schema.sha256(),
                goldSha256,
                List.copyOf(sources),
                read,
                bad,
                bySplit,
                labels,
                missing,
                reasons);
    }

    private static Map<String, Long> byClass(Column column, int place, List<GoldRow> part) {
        Map<String, Long> counts = new LinkedHashMap<>();
        column.categories().forEach(word -> counts.put(word, 0L));
        part.forEach(row -> counts.merge(row.values().get(place), 1L, Long::sum));
        return counts;
    }

    /** Share of bad rows, 0 to 1. */
    public BigDecimal badShare() {
        return GoldBuild.share(rowsBad, rowsRead);
    }

    void demandUsable(BigDecimal worstBadShare, List<Fault> faults) throws TableFormatException {
        if (badShare().compareTo(worstBadShare) > 0) {
            throw new TableFormatException(
                    "%d of %d rows are bad, more than the share of %s that the schema allows; correct them, or raise worstBadShare:\n  %s"
                            .formatted(
                                    rowsBad,
                                    rowsRead,
                                    worstBadShare.toPlainString(),
                                    faults.stream()
                                            .limit(SHOWN)
                                            .map(Fault::message)
                                            .collect(Collectors.joining("\n  "))));
        }
        if (rows.get(Split.TRAIN.name()) == 0) {
            throw new TableFormatException(
                    "no rows are left to train with: %d were read and %d are bad".formatted(rowsRead, rowsBad));
        }
    }
}
