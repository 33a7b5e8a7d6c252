package io.verdict.launcher.bench;

import java.util.List;

/**
 * What the serdes' benchmark found.
 *
 * @param rows a line per record type
 */
public record SerdeResult(List<Row> rows) implements BenchResult {

    public SerdeResult {
        rows = List.copyOf(rows);
    }

    /** As Markdown. */
    @Override
    public String text() {
        MarkdownTable table = new MarkdownTable(
                "ns per event", "bytes", "write", "Avro's own", "ratio", "JSON", "read", "Avro's own", "ratio");
        rows.forEach(row -> table.row(
                row.record(),
                Integer.toString(row.bytes()),
                MarkdownTable.number(row.write()),
                MarkdownTable.number(row.avroWrite()),
                MarkdownTable.number(row.write() / row.avroWrite()),
                MarkdownTable.number(row.jsonWrite()),
                MarkdownTable.number(row.read()),
                MarkdownTable.number(row.avroRead()),
                MarkdownTable.number(row.read() / row.avroRead())));
        return table.toString();
    }

    /**
     * Figures for one record type, in nanoseconds per event.
     *
     * @param record full name of the record
     * @param bytes mean size on the wire
     * @param write our serde
     * @param avroWrite Avro's single-object encoder
     * @param jsonWrite plain JSON
     * @param read our serde
     * @param avroRead Avro's single-object decoder
     */
    public record Row(
            String record, int bytes, double write, double avroWrite, double jsonWrite, double read, double avroRead) {}
}
