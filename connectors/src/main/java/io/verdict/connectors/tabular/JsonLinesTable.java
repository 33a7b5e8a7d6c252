package io.verdict.connectors.tabular;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.verdict.topics.contract.Column;
import io.verdict.topics.settings.DidYouMean;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/** JSON lines: an object per line, its keys the columns; null and an absent key are missing values. */
final class JsonLinesTable implements RawTable {

    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build()
            .readerFor(JsonNode.class);

    private final TableSchema schema;

    JsonLinesTable(TableSchema schema) {
        this.schema = schema;
    }

    @Override
    public void read(String file, byte[] content, Consumer<RawRow> rows) throws TableFormatException {
        String text = TableText.decode(file, content);
        long number = 0;
        for (Iterator<String> lines = text.lines().iterator(); lines.hasNext(); ) {
            String line = lines.next();
            number++;
            if (!line.isBlank()) {
                rows.accept(row(file, number, object(file, number, line)));
            }
        }
        if (number == 0) {
            throw new TableFormatException(file + ":1: is empty; it must hold a JSON object per line");
        }
    }

    private static JsonNode object(String file, long number, String line) throws TableFormatException {
        try {
            JsonNode node = JSON.readValue(line);
            if (node.isObject()) {
                return node;
            }
            throw new TableFormatException(
                    file + ":" + number + ":1: is no JSON object; write each row as one line {\"column\": value, …}");
        } catch (JsonProcessingException e) {
            int column = e.getLocation() == null ? 1 : e.getLocation().getColumnNr();
            throw new TableFormatException(
                    "%s:%d:%d: is no JSON: %s".formatted(file, number, column, e.getOriginalMessage()), e);
        }
    }

    private RawRow row(String file, long line, JsonNode row) {
        List<Fault> faults = new ArrayList<>();
        List<String> known = schema.names();
        if (!schema.ignoreOthers()) {
            row.fieldNames().forEachRemaining(name -> {
                if (!known.contains(name)) {
                    String reason = "is not declared." + DidYouMean.hint(known, name);
                    faults.add(new Fault(file, line, name, 0, "", reason));
                }
            });
        }
        List<String> values = new ArrayList<>();
        for (Column column : schema.columns()) {
            JsonNode value = row.get(column.name());
            if (value == null || value.isNull()) {
                values.add(null);
            } else if (fits(column, value)) {
                values.add(value.asText());
            } else {
                String reason = "is a JSON %s where a %s was declared"
                        .formatted(value.getNodeType().name().toLowerCase(java.util.Locale.ROOT), column.type());
                faults.add(new Fault(file, line, column.name(), 0, value.toString(), reason));
                values.add(null);
            }
        }
        return new RawRow(line, values, new int[values.size()], faults);
    }

    /** Numbers may be written as text, as they are in CSV; nothing else is taken for what it is not. */
    private static boolean fits(Column column, JsonNode value) {
        return switch (column.type()) {
            case NUMBER, INTEGER -> value.isNumber() || value.isTextual();
            case BOOLEAN -> value.isBoolean() || value.isTextual();
            case CATEGORY, TEXT, TIMESTAMP -> value.isTextual();
        };
    }
}
