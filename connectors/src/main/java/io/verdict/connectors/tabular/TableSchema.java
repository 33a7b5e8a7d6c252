package io.verdict.connectors.tabular;

import io.verdict.connectors.store.Digests;
import io.verdict.topics.contract.Column;
import io.verdict.topics.contract.ColumnRole;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a table's files must hold and how it is split.
 *
 * @param table name of the table, for people and for artifacts
 * @param columns in the order of the gold table
 * @param separator between the values of a CSV file
 * @param missingWords what stands for nothing, besides an empty value
 * @param ignoreOthers whether columns that are not declared are passed over; else a file with such is refused
 * @param worstBadShare largest share of bad rows, 0 to 1, with which the table is still built
 */
public record TableSchema(
        String table,
        List<Column> columns,
        char separator,
        Set<String> missingWords,
        boolean ignoreOthers,
        BigDecimal worstBadShare,
        SplitRule split) {

    private static final List<ColumnRole> AT_MOST_ONCE =
            List.of(ColumnRole.LABEL, ColumnRole.GROUP, ColumnRole.ID, ColumnRole.EVENT_TIME, ColumnRole.KNOWN_TIME);

    public TableSchema {
        columns = List.copyOf(columns);
        missingWords = Set.copyOf(missingWords);
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("a table has columns; name them under `columns`");
        }
        Set<String> names = new HashSet<>();
        for (Column column : columns) {
            if (!names.add(column.name())) {
                throw new IllegalArgumentException("the column %s is declared twice".formatted(column.name()));
            }
        }
        for (ColumnRole role : AT_MOST_ONCE) {
            List<String> those = columns.stream()
                    .filter(column -> column.role() == role)
                    .map(Column::name)
                    .toList();
            if (those.size() > 1) {
                throw new IllegalArgumentException("only one column may be the %s; were %s".formatted(role, those));
            }
        }
        if (worstBadShare.signum() < 0 || worstBadShare.compareTo(BigDecimal.ONE) > 0) {
            throw new IllegalArgumentException("worstBadShare is 0 to 1, not " + worstBadShare);
        }
        if (separator == '"' || separator == '\n' || separator == '\r') {
            throw new IllegalArgumentException("separator must be neither a quote nor a line break");
        }
    }

    /** The columns that a model learns from, in order. */
    public List<Column> features() {
        return columns.stream()
                .filter(column -> column.role() == ColumnRole.FEATURE)
                .toList();
    }

    /** The column with a role that only one may have. */
    public Optional<Column> only(ColumnRole role) {
        return columns.stream().filter(column -> column.role() == role).findFirst();
    }

    /** Where the column with a role that only one may have stands, from 0; -1 where there is none. */
    int index(ColumnRole role) {
        return only(role).map(columns::indexOf).orElse(-1);
    }

    /** Names of the columns in order. */
    public List<String> names() {
        return columns.stream().map(Column::name).toList();
    }

    /** SHA-256 over everything that decides what becomes of a file. */
    public String sha256() {
        String text = "%s|%s|%s|%s|%s|%s|%s|%s|%s"
                .formatted(
                        table,
                        columns.stream().map(Column::toString).collect(Collectors.joining("\n")),
                        (int) separator,
                        missingWords.stream().sorted().toList(),
                        ignoreOthers,
                        worstBadShare.stripTrailingZeros().toPlainString(),
                        split.seed(),
                        split.validation().stripTrailingZeros().toPlainString(),
                        split.test().stripTrailingZeros().toPlainString());
        return Digests.of(text.getBytes(StandardCharsets.UTF_8)).sha256();
    }
}
