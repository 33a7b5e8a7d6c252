package io.verdict.connectors.tabular;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.verdict.connectors.store.Digests;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A gold table with its manifest and what was left out.
 *
 * @param rows sorted by their values
 * @param faults in the order of the files; a row may have several
 */
public record Gold(TableSchema schema, List<GoldRow> rows, List<Fault> faults, GoldManifest manifest) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SPLIT = "split";

    static Gold of(
            TableSchema schema,
            List<GoldManifest.Source> sources,
            List<GoldRow> rows,
            List<Fault> faults,
            long read,
            long bad) {
        List<Fault> ordered = List.copyOf(faults);
        GoldManifest manifest = GoldManifest.of(
                schema,
                sources,
                rows,
                ordered,
                read,
                bad,
                Digests.of(csv(schema, rows)).sha256());
        return new Gold(schema, rows, ordered, manifest);
    }

    /**
     * The table as CSV: the split, then the schema's columns; lines end with {@code \n}. The first column's name holds the
     * hash of the schema, so that the same rows by other rules are another table.
     */
    public byte[] csv() {
        return csv(schema, rows);
    }

    /** What was left out and why, a JSON object per line. */
    public byte[] quarantine() {
        return faults.stream()
                .map(fault -> json(fault, JSON) + "\n")
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The manifest as JSON. */
    public byte[] manifestJson() {
        ObjectMapper indented = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        return (json(manifest, indented) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** The rows of one part. */
    public List<GoldRow> part(Split split) {
        return rows.stream().filter(row -> row.split() == split).toList();
    }

    /** The records of one part in the order of the table, each as {@link #csv()} has it, with its line break. */
    public List<byte[]> records(Split split) {
        return part(split).stream()
                .map(row -> record(row).getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    /** What the first line of a table holds. */
    static List<String> header(TableSchema schema) {
        List<String> names = new ArrayList<>(List.of(SPLIT + ":" + schema.sha256()));
        names.addAll(schema.names());
        return names;
    }

    private static byte[] csv(TableSchema schema, List<GoldRow> rows) {
        StringBuilder text = new StringBuilder(String.join(",", header(schema))).append('\n');
        rows.forEach(row -> text.append(record(row)));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String record(GoldRow row) {
        StringBuilder text = new StringBuilder(row.split().name());
        row.values().forEach(value -> text.append(',').append(quoted(value)));
        return text.append('\n').toString();
    }

    private static String quoted(String value) {
        boolean plain = value.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
    }

    private static String json(Object value, ObjectMapper mapper) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A record always has a JSON form", e);
        }
    }
}
