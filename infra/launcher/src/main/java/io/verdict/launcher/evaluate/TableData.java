package io.verdict.launcher.evaluate;

import io.verdict.connectors.store.ObjectStore;
import io.verdict.connectors.store.StoreException;
import io.verdict.connectors.tabular.GoldRow;
import io.verdict.connectors.tabular.GoldTable;
import io.verdict.connectors.tabular.Split;
import io.verdict.connectors.tabular.StoredTables;
import io.verdict.connectors.tabular.TableFormatException;
import io.verdict.connectors.tabular.TableSchema;
import io.verdict.events.DatasetReference;
import io.verdict.events.TrainingData;
import io.verdict.launcher.table.GoldFolder;
import io.verdict.topics.contract.Column;
import io.verdict.topics.contract.ColumnRole;
import io.verdict.topics.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Labelled rows to measure classifiers on: the rows of a gold table that no trainer reads. Which those are is not taken from
 * the table's word, but computed again by the schema's rule, so that no row of another split can be moved among them. What
 * learnt from a table with another rule may know some of them; the report says so.
 *
 * @param reference name and SHA-256 of what the rows were read from
 * @param label the column with the classes
 * @param rows in the table's order, at least one
 */
public record TableData(DatasetReference reference, TableSchema schema, Column label, List<Row> rows) {

    public TableData {
        rows = List.copyOf(rows);
    }

    /**
     * A row that was kept for the test.
     *
     * @param id unique in the table
     * @param group what it shares with others, such as a customer
     * @param values canonical, in the order of the schema's columns; empty where one is missing
     */
    public record Row(String id, String group, List<String> values) {

        public Row {
            values = List.copyOf(values);
        }
    }

    /**
     * The test rows of a folder that {@code table build} wrote.
     *
     * @throws EvaluationRefusedException if it holds no such table, table or schema are not those of its manifest, or there
     *     is no such row
     */
    public static TableData open(Path folder) throws EvaluationRefusedException, IOException {
        try {
            GoldTable table = new GoldFolder(folder).read();
            return of(new DatasetReference(table.schema().table(), table.sha256()), table);
        } catch (TableFormatException | SettingsException | IllegalArgumentException e) {
            throw new EvaluationRefusedException(e.getMessage(), e);
        }
    }

    /**
     * The test rows of a table that has been read and verified.
     *
     * @throws EvaluationRefusedException if there is none, rows are not in the part that the schema gives them, or no column
     *     is the label
     */
    public static TableData of(DatasetReference reference, GoldTable table) throws EvaluationRefusedException {
        TableSchema schema = table.schema();
        Column label = schema.only(ColumnRole.LABEL)
                .orElseThrow(() -> new EvaluationRefusedException(
                        "The table %s has no label to hold answers against; give a CATEGORY the role LABEL"
                                .formatted(schema.table())));
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < table.rows().size(); i++) {
            GoldRow row = table.rows().get(i);
            String group = group(schema, row);
            String id = value(schema, row, ColumnRole.ID).orElse("row %09d".formatted(i));
            if (schema.split().of(group) != row.split()) {
                throw new EvaluationRefusedException(
                        "%s: %s is among the %s rows, where the schema's split puts it among %s. Somebody has moved it; build the table again."
                                .formatted(
                                        reference.getName(),
                                        id,
                                        row.split(),
                                        schema.split().of(group)));
            }
            if (row.split() == Split.TEST) {
                rows.add(new Row(id, group, row.values()));
            }
        }
        if (rows.isEmpty()) {
            throw new EvaluationRefusedException(
                    "%s has no rows that were kept for the test. Give `split.test` of its schema a share, or add rows."
                            .formatted(reference.getName()));
        }
        return new TableData(reference, schema, label, rows);
    }

    /**
     * The test rows of a dataset version that is a table, as the specification of a run, or of an evaluation, names it.
     *
     * @throws EvaluationRefusedException if table or schema are not there or not what was published, or as {@link #of} says
     * @throws IOException if the store does not answer
     */
    public static TableData ofVersion(TrainingData data, ObjectStore store)
            throws EvaluationRefusedException, IOException {
        try {
            return of(data.getDataset(), new StoredTables(store).read(data));
        } catch (StoreException e) {
            throw switch (e.kind()) {
                case NOT_FOUND, HASH_MISMATCH, DENIED ->
                    new EvaluationRefusedException(
                            "The table of %s cannot be read as it was published: %s"
                                    .formatted(data.getDataset().getName(), e.getMessage()),
                            e);
                case UNAVAILABLE, FULL -> throw e;
            };
        } catch (TableFormatException | SettingsException | IllegalArgumentException e) {
            throw new EvaluationRefusedException(
                    "%s: %s".formatted(data.getDataset().getName(), e.getMessage()), e);
        }
    }

    private static Optional<String> value(TableSchema schema, GoldRow row, ColumnRole role) {
        return schema.only(role).map(column -> row.values().get(schema.columns().indexOf(column)));
    }

    /** As the split knows it. */
    private static String group(TableSchema schema, GoldRow row) {
        return value(schema, row, ColumnRole.GROUP)
                .or(() -> value(schema, row, ColumnRole.ID))
                .orElseGet(() -> String.join("\u001F", row.values()));
    }

    /** A row's value of a column; empty text where it is missing. */
    String value(Row row, Column column) {
        return row.values().get(schema.columns().indexOf(column));
    }

    /** The test rows' values of a column, in their order. */
    List<String> values(Column column) {
        int place = schema.columns().indexOf(column);
        return rows.stream().map(row -> row.values().get(place)).toList();
    }
}
