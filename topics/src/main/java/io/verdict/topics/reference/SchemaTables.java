package io.verdict.topics.reference;

import static java.util.stream.Collectors.joining;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** The fields of Avro records as Markdown tables, and after them the records and enums that they are made of. */
final class SchemaTables {
    /** Types that were mentioned, by name. */
    private final Map<String, Schema> mentioned = new TreeMap<>();

    /** The table of one record's fields. */
    String fields(Schema schema) {
        StringBuilder table = new StringBuilder("| field | type | meaning |\n|---|---|---|\n");
        schema.getFields()
                .forEach(field -> table.append(
                        "| `" + field.name() + "` | " + type(field.schema()) + " | " + oneLine(field.doc()) + " |\n"));
        return table.toString();
    }

    /** Every type that was mentioned, and those that they mention. */
    String nested() {
        TreeMap<String, String> sections = new TreeMap<>();
        while (!sections.keySet().containsAll(mentioned.keySet())) {
            for (Map.Entry<String, Schema> entry : Map.copyOf(mentioned).entrySet()) {
                if (!sections.containsKey(entry.getKey())) {
                    sections.put(entry.getKey(), section(entry.getValue()));
                }
            }
        }
        return "\n## Types\n" + String.join("", sections.values());
    }

    /** Text for a table's cell. */
    static String oneLine(String text) {
        return text == null ? "" : text.strip().replaceAll("\\s+", " ").replace("|", "\\|");
    }

    private String section(Schema schema) {
        String head = "\n### " + schema.getName() + "\n\n" + oneLine(schema.getDoc()) + "\n\n";
        return head
                + (schema.getType() == Schema.Type.ENUM
                        ? schema.getEnumSymbols().stream()
                                        .map(symbol -> "`" + symbol + "`")
                                        .collect(joining(", ")) + "\n"
                        : fields(schema));
    }

    private String type(Schema schema) {
        LogicalType logical = schema.getLogicalType();
        if (logical != null) {
            return logical instanceof LogicalTypes.Decimal decimal
                    ? "decimal(" + decimal.getPrecision() + ", " + decimal.getScale() + ")"
                    : logical.getName();
        }
        return switch (schema.getType()) {
            case RECORD, ENUM, FIXED -> link(schema);
            case ARRAY -> "list of " + type(schema.getElementType());
            case MAP -> "map to " + type(schema.getValueType());
            case UNION -> union(schema);
            case STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL ->
                schema.getType().getName();
        };
    }

    private String union(Schema union) {
        String types = union.getTypes().stream()
                .filter(branch -> branch.getType() != Schema.Type.NULL)
                .map(this::type)
                .collect(joining(" or "));
        return union.isNullable() ? types + ", or null" : types;
    }

    private String link(Schema schema) {
        mentioned.put(schema.getName(), schema);
        return "[" + schema.getName() + "](#" + schema.getName().toLowerCase(Locale.ROOT) + ")";
    }
}
