package io.verdict.connectors.tabular;

import java.util.function.Consumer;

/** A format of files with rows. */
interface RawTable {

    /**
     * Hands over each row in the file's order.
     *
     * @param file name for errors
     * @throws TableFormatException when the file as a whole is malformed
     */
    void read(String file, String text, Consumer<RawRow> rows) throws TableFormatException;

    /** The format that a name's ending says. */
    static RawTable of(String file, TableSchema schema) throws TableFormatException {
        String name = file.toLowerCase(java.util.Locale.ROOT);
        if (name.endsWith(".csv") || name.endsWith(".tsv")) {
            return new CsvTable(schema);
        }
        if (name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
            return new JsonLinesTable(schema);
        }
        throw new TableFormatException(
                file + ": its ending says no format that is read; there are .csv, .tsv, .jsonl and .ndjson."
                        + (name.endsWith(".parquet") ? " Write Parquet files out as one of these first." : ""));
    }
}
