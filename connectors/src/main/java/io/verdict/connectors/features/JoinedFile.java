package io.verdict.connectors.features;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes the rows of a joined table; lines end with {@code \n}. Closing it leaves the writer below open. */
interface JoinedFile extends Closeable {

    /** Writes a row. */
    void row(Map<String, Object> values) throws IOException;

    @Override
    void close() throws IOException;

    /** Whether the format that a name's ending says is one of CSV and JSON lines. */
    static boolean isFormat(String name) {
        return isCsv(name) || isJson(name);
    }

    /** The format that a name's ending says. */
    static JoinedFile of(String name, List<String> columns, Writer out) throws IOException {
        return isCsv(name) ? new Csv(columns, out) : new JsonLines(out);
    }

    private static boolean isCsv(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(".csv");
    }

    private static boolean isJson(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".jsonl") || lower.endsWith(".ndjson");
    }

    /** CSV with a header; nothing stands where there is no value. */
    final class Csv implements JoinedFile {

        private final CsvWriter csv;

        Csv(List<String> columns, Writer out) {
            csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out);
            csv.writeRecord(columns);
        }

        @Override
        public void row(Map<String, Object> values) {
            csv.writeRecord(values.values().stream()
                    .map(value -> value == null ? null : value.toString())
                    .toList());
        }

        @Override
        public void close() throws IOException {
            csv.flush();
        }
    }

    /** An object a line, with every column; null where there is no value. */
    final class JsonLines implements JoinedFile {

        private final JsonGenerator json;

        JsonLines(Writer out) throws IOException {
            json = new JsonFactory().createGenerator(out).setRootValueSeparator(null);
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        }

        @Override
        public void row(Map<String, Object> values) throws IOException {
            json.writeStartObject();
            for (Map.Entry<String, Object> value : values.entrySet()) {
                json.writeFieldName(value.getKey());
                write(value.getValue());
            }
            json.writeEndObject();
            json.writeRaw('\n');
        }

        private void write(Object value) throws IOException {
            if (value instanceof Long whole) {
                json.writeNumber(whole);
            } else if (value instanceof Double number) {
                json.writeNumber(number);
            } else if (value instanceof Boolean truth) {
                json.writeBoolean(truth);
            } else {
                json.writeString((String) value);
            }
        }

        @Override
        public void close() throws IOException {
            json.close();
        }
    }
}
