package io.verdict.launcher.predict;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.verdict.events.RowInput;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rows as JSON: one object, or several one after the other (JSON Lines). */
public final class RowsFile {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private RowsFile() {}

    /**
     * Reads rows.
     *
     * @throws IllegalArgumentException naming the row and what is wrong with it
     */
    public static List<RowInput> parse(String json) {
        List<RowInput> rows = new ArrayList<>();
        try (MappingIterator<JsonNode> values = JSON.readerFor(JsonNode.class).readValues(json)) {
            while (values.hasNextValue()) {
                rows.add(row(rows.size() + 1, values.nextValue()));
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "row %d is no JSON: %s (line %d)"
                            .formatted(
                                    rows.size() + 1,
                                    e.getOriginalMessage(),
                                    e.getLocation() == null
                                            ? 1
                                            : e.getLocation().getLineNr()),
                    e);
        } catch (IOException e) {
            throw new IllegalArgumentException("no JSON: " + e.getMessage(), e);
        }
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("there is no row; write an object such as {\"spend\": 12.5}");
        }
        return List.copyOf(rows);
    }

    private static RowInput row(int number, JsonNode node) {
        if (!node.isObject()) {
            throw new IllegalArgumentException(
                    "row %d is no object; write one such as {\"spend\": 12.5}".formatted(number));
        }
        Map<String, Object> values = new HashMap<>();
        node.properties().forEach(field -> values.put(field.getKey(), value(number, field.getKey(), field.getValue())));
        return new RowInput(values);
    }

    private static Object value(int number, String column, JsonNode node) {
        if (node.isContainerNode()) {
            throw new IllegalArgumentException(
                    "row %d: %s is a list or an object; a column has one value".formatted(number, column));
        }
        if (node.isNull()) {
            return null;
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return node.longValue();
        }
        if (node.isNumber()) {
            double nearest = node.doubleValue();
            // As text where a double would round it: the model's float is the nearest to what was written.
            boolean exact = Double.isFinite(nearest)
                    && new BigDecimal(Double.toString(nearest)).compareTo(node.decimalValue()) == 0;
            return exact ? (Object) nearest : node.asText();
        }
        return node.asText();
    }
}
