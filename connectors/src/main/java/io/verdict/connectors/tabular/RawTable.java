package io.verdict.connectors.tabular;

import java.util.function.Consumer;

/** A format of files with rows. */
interface RawTable {

    /**
     * Hands over each row in the file's order.
     *
     * @param file name for errors
     * @param content the whole file; not to be changed
     * @throws TableFormatException when the file as a whole is malformed
     */
    void read(String file, byte[] content, Consumer<RawRow> rows) throws TableFormatException;

    /** The format that a name's ending says. */
    static RawTable of(String file, TableSchema schema) throws TableFormatException {
        String name = file.toLowerCase(java.util.Locale.ROOT);
        if (name.endsWith(".csv") || name.endsWith(".tsv")) {
            return new CsvTable(schema);
        }
        if (name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
            return new JsonLinesTable(schema);
        }
        if (name.endsWith(".parquet")) {
            return new ParquetTable(schema);
        }
        throw new TableFormatException(
                file + ": its ending says no format that is read; there are .csv, .tsv, .jsonl, .ndjson and .parquet.");
    }
}
