package io.verdict.topics.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.verdict.topics.settings.DidYouMean;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Makes the floats of a model's input of a row: numbers as they are, {@code true} 1 and {@code false} 0, a category its
 * place among the declared ones, from 0, and NaN for what is missing. Everything further is in the graph.
 *
 * <p>The contract that a model carries in its metadata is enough to make one, so serving encodes as training did.
 * Immutable and thread-safe.
 */
public final class RowEncoder implements FeatureEncoder {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Column> features;

    /**
     * An encoder of feature columns, in the order of the input.
     *
     * @throws IllegalArgumentException when one is a text or a timestamp, which has no float
     */
    public RowEncoder(List<Column> features) {
        this.features = List.copyOf(features);
        for (Column column : features) {
            if (column.type() == ColumnType.TEXT || column.type() == ColumnType.TIMESTAMP) {
                throw new IllegalArgumentException(
                        "the feature %s is a %s, which a tree cannot split; give it the role NOTE, or make a number or a category of it"
                                .formatted(column.name(), column.type()));
            }
        }
        if (features.isEmpty()) {
            throw new IllegalArgumentException("there is no feature; give a column the role FEATURE");
        }
    }

    /** The columns in the order of the input. */
    public List<Column> features() {
        return features;
    }

    /**
     * Encodes a row of raw values by column name; columns that are no features may be there too.
     *
     * @throws IllegalArgumentException naming every value that is missing or wrong
     */
    public float[] encode(Map<String, String> row) {
        return encode(row, new ArrayList<>());
    }

    /**
     * The same where nothing but features may be there, so that a misspelt one is not taken for a missing one.
     *
     * @throws IllegalArgumentException naming every column that is unknown, and every value that is missing or wrong
     */
    public float[] encodeOnly(Map<String, String> row) {
        List<String> names = features.stream().map(Column::name).toList();
        List<String> wrong = new ArrayList<>();
        for (String name : new TreeSet<>(row.keySet())) {
            if (!names.contains(name)) {
                wrong.add(name + " is no column of the model." + DidYouMean.hint(names, name));
            }
        }
        return encode(row, wrong);
    }

    private float[] encode(Map<String, String> row, List<String> wrong) {
        float[] values = new float[features.size()];
        for (int i = 0; i < values.length; i++) {
            Column column = features.get(i);
            Cell cell = column.read(row.get(column.name()));
            values[i] = cell instanceof Cell.Value value ? code(column, value.text()) : Float.NaN;
            if (cell instanceof Cell.Wrong problem) {
                String hint = row.containsKey(column.name()) ? "" : DidYouMean.hint(row.keySet(), column.name());
                wrong.add(column.name() + " " + problem.reason() + hint);
            }
        }
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", wrong));
        }
        return values;
    }

    /** The float of a canonical value; NaN for empty text. */
    public static float code(Column column, String value) {
        if (value.isEmpty()) {
            return Float.NaN;
        }
        return switch (column.type()) {
            case NUMBER, INTEGER -> Float.parseFloat(value);
            case BOOLEAN -> value.equals("true") ? 1 : 0;
            case CATEGORY -> column.categories().indexOf(value);
            case TEXT, TIMESTAMP -> throw new IllegalArgumentException(column.name() + " has no float");
        };
    }

    @Override
    public int size() {
        return features.size();
    }

    /** The contract as JSON: the features in order, each with type, range, categories and whether it may miss. */
    @Override
    public String contract() {
        ObjectNode root = JSON.createObjectNode();
        root.put("version", 1);
        ArrayNode list = root.putArray("features");
        for (Column column : features) {
            ObjectNode node = list.addObject();
            node.put("name", column.name());
            node.put("type", column.type().name());
            node.put("required", column.required());
            column.minimum().ifPresent(value -> node.put("min", value.toPlainString()));
            column.maximum().ifPresent(value -> node.put("max", value.toPlainString()));
            if (!column.categories().isEmpty()) {
                ArrayNode words = node.putArray("categories");
                column.categories().forEach(words::add);
            }
        }
        return AsciiJson.text(root);
    }

    /**
     * Reads a contract.
     *
     * @throws IllegalArgumentException when it is none, or of a version that is not known here
     */
    public static RowEncoder of(String contract) {
        try {
            JsonNode root = JSON.readTree(contract);
            if (root.path("version").asInt() != 1) {
                throw new IllegalArgumentException(
                        "the contract's version is %s, and only 1 is known".formatted(root.path("version")));
            }
            List<Column> columns = new ArrayList<>();
            root.path("features").forEach(node -> columns.add(column(node)));
            return new RowEncoder(columns);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the contract is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static Column column(JsonNode node) {
        List<String> categories = new ArrayList<>();
        node.path("categories").forEach(word -> categories.add(word.asText()));
        return new Column(
                node.path("name").asText(),
                ColumnType.valueOf(node.path("type").asText()),
                ColumnRole.FEATURE,
                number(node, "min"),
                number(node, "max"),
                categories,
                node.path("required").asBoolean(),
                Optional.empty(),
                Optional.empty());
    }

    private static Optional<BigDecimal> number(JsonNode node, String key) {
        return node.has(key) ? Optional.of(new BigDecimal(node.path(key).asText())) : Optional.empty();
    }
}
