package io.verdict.avro;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.apache.avro.Schema.Type;

/**
 * Walks a reader's and a writer's schema side by side and tells every place where the reader cannot read the writer's
 * data (Avro 1.12 specification, "Schema Resolution"). Beyond Avro's own check it names fields inside unions, and
 * refuses changes of logical types, which Avro would read as other times or other amounts. For one comparison.
 */
final class SchemaComparison {

    private record Pair(String reader, String writer) {}

    private final BiConsumer<String, SchemaDifference> found;
    private final Set<Pair> visited = new HashSet<>();

    /** Hands every difference to {@code found}, with the path of the field that has it. */
    SchemaComparison(BiConsumer<String, SchemaDifference> found) {
        this.found = found;
    }

    void compare(Schema reader, Schema writer) {
        compare("", reader, writer);
    }

    private void compare(String path, Schema reader, Schema writer) {
        if (writer.getType() == Type.UNION) {
            writer.getTypes().forEach(branch -> compare(path, reader, branch));
        } else if (reader.getType() == Type.UNION) {
            compareBranch(path, reader, writer);
        } else if (reader.getType() == writer.getType()) {
            compareSameType(path, reader, writer);
        } else if (promotes(writer.getType(), reader.getType())) {
            compareLogicalTypes(path, reader, writer);
        } else {
            found.accept(path, new SchemaDifference.OtherType(describe(reader), describe(writer)));
        }
    }

    private void compareBranch(String path, Schema union, Schema writer) {
        Optional<Schema> same = union.getTypes().stream()
                .filter(branch ->
                        branch.getType() == writer.getType() && (!isNamed(branch) || sameName(branch, writer)))
                .findFirst();
        Optional<Schema> readable = same.or(() -> union.getTypes().stream()
                .filter(branch -> promotes(writer.getType(), branch.getType()))
                .findFirst());
        readable.ifPresentOrElse(
                branch -> compare(path, branch, writer),
                () -> found.accept(path, new SchemaDifference.MissingBranch(describe(writer))));
    }

    private void compareSameType(String path, Schema reader, Schema writer) {
        if (isNamed(reader) && !sameName(reader, writer)) {
            found.accept(path, new SchemaDifference.OtherName(reader.getFullName(), writer.getFullName()));
            return;
        }
        switch (reader.getType()) {
            case RECORD -> compareRecords(path, reader, writer);
            case ENUM -> compareEnums(path, reader, writer);
            case ARRAY -> compare(path + "[]", reader.getElementType(), writer.getElementType());
            case MAP -> compare(path + "{}", reader.getValueType(), writer.getValueType());
            case FIXED -> compareFixed(path, reader, writer);
            case UNION, STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> {
                // Of one type: only the logical type can differ.
            }
        }
        compareLogicalTypes(path, reader, writer);
    }

    private void compareRecords(String path, Schema reader, Schema writer) {
        if (!visited.add(new Pair(reader.getFullName(), writer.getFullName()))) {
            return;
        }
        for (Field field : reader.getFields()) {
            String fieldPath = path.isEmpty() ? field.name() : path + "." + field.name();
            Optional<Field> written = written(field, writer);
            if (written.isPresent()) {
                compare(fieldPath, field.schema(), written.get().schema());
            } else if (!field.hasDefaultValue()) {
                found.accept(fieldPath, new SchemaDifference.MissingField());
            }
        }
    }

    private static Optional<Field> written(Field field, Schema writer) {
        List<String> names = new ArrayList<>(List.of(field.name()));
        names.addAll(field.aliases());
        return names.stream()
                .map(writer::getField)
                .filter(candidate -> candidate != null)
                .findFirst();
    }

    private void compareEnums(String path, Schema reader, Schema writer) {
        List<String> missing = writer.getEnumSymbols().stream()
                .filter(symbol -> !reader.hasEnumSymbol(symbol))
                .toList();
        if (!missing.isEmpty() && reader.getEnumDefault() == null) {
            found.accept(path, new SchemaDifference.MissingSymbols(reader.getFullName(), missing));
        }
    }

    private void compareFixed(String path, Schema reader, Schema writer) {
        if (reader.getFixedSize() != writer.getFixedSize()) {
            found.accept(path, new SchemaDifference.OtherType(describe(reader), describe(writer)));
        }
    }

    private void compareLogicalTypes(String path, Schema reader, Schema writer) {
        LogicalType wanted = reader.getLogicalType();
        LogicalType given = writer.getLogicalType();
        if (wanted instanceof LogicalTypes.Decimal a && given instanceof LogicalTypes.Decimal b) {
            if (a.getScale() != b.getScale() || a.getPrecision() < b.getPrecision()) {
                found.accept(path, new SchemaDifference.OtherType(describe(reader), describe(writer)));
            }
        } else if (!name(wanted).equals(name(given))) {
            found.accept(path, new SchemaDifference.OtherType(describe(reader), describe(writer)));
        }
    }

    private static String name(LogicalType type) {
        return type == null ? "" : type.getName();
    }

    private static boolean promotes(Type from, Type to) {
        return switch (to) {
            case LONG -> from == Type.INT;
            case FLOAT -> from == Type.INT || from == Type.LONG;
            case DOUBLE -> from == Type.INT || from == Type.LONG || from == Type.FLOAT;
            case STRING -> from == Type.BYTES;
            case BYTES -> from == Type.STRING;
            case RECORD, ENUM, ARRAY, MAP, UNION, FIXED, INT, BOOLEAN, NULL -> false;
        };
    }

    private static boolean isNamed(Schema schema) {
        return switch (schema.getType()) {
            case RECORD, ENUM, FIXED -> true;
            case ARRAY, MAP, UNION, STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> false;
        };
    }

    /** Namespaces do not count (specification, "Schema Resolution"); aliases are full names. */
    private static boolean sameName(Schema reader, Schema writer) {
        return reader.getName().equals(writer.getName()) || reader.getAliases().contains(writer.getFullName());
    }

    private static String describe(Schema schema) {
        String type = isNamed(schema) ? schema.getFullName() : schema.getType().getName();
        LogicalType logical = schema.getLogicalType();
        if (logical instanceof LogicalTypes.Decimal decimal) {
            return type + " (decimal with " + decimal.getPrecision() + " digits, " + decimal.getScale()
                    + " of them after the point)";
        }
        return logical == null ? type : type + " (" + logical.getName() + ")";
    }
}
