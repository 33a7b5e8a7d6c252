package io.verdict.avro;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.avro.released.Contract;
import io.verdict.avro.released.ReleasedSchemas;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.apache.avro.Schema.Type;
import org.junit.jupiter.api.Test;

/** What house style asks of every schema that a contract leads to. */
class SchemaRulesTest {

    private final Map<String, Schema> named = new LinkedHashMap<>();

    SchemaRulesTest() {
        ReleasedSchemas.packaged().contracts().stream().map(Contract::schema).forEach(this::collect);
    }

    @Test
    void shouldDocumentEveryTypeAndField() {
        List<String> undocumented = new ArrayList<>();
        for (Schema schema : named.values()) {
            if (isBlank(schema.getDoc())) {
                undocumented.add(schema.getFullName());
            }
            for (Field field : fields(schema)) {
                if (isBlank(field.doc())) {
                    undocumented.add(schema.getFullName() + "." + field.name());
                }
            }
        }

        assertThat(named).hasSizeGreaterThan(20);
        assertThat(undocumented).isEmpty();
    }

    @Test
    void shouldGiveEveryEnumADefaultForSymbolsThatAReaderDoesNotKnow() {
        assertThat(named.values())
                .filteredOn(schema -> schema.getType() == Type.ENUM)
                .isNotEmpty()
                .allSatisfy(schema -> assertThat(schema.getEnumDefault())
                        .as(schema.getFullName())
                        .isEqualTo("UNKNOWN"));
    }

    @Test
    void shouldKeepTimesInMicrosecondsAndMoneyInDecimals() {
        List<String> wrong = new ArrayList<>();
        int[] times = {0};
        int[] amounts = {0};
        for (Schema schema : named.values()) {
            for (Field field : fields(schema)) {
                Schema type = notNull(field.schema());
                if (field.name().endsWith("At") || field.name().equals("time")) {
                    times[0]++;
                    if (!(type.getLogicalType() instanceof LogicalTypes.TimestampMicros)) {
                        wrong.add(schema.getFullName() + "." + field.name() + " is a time");
                    }
                }
                if (field.name().matches("amount|buffer|price")) {
                    amounts[0]++;
                    if (!(type.getLogicalType() instanceof LogicalTypes.Decimal)) {
                        wrong.add(schema.getFullName() + "." + field.name() + " is money");
                    }
                }
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(times[0]).isGreaterThan(5);
        assertThat(amounts[0]).isGreaterThan(3);
    }

    @Test
    void shouldBeginEveryEventWithItsEnvelope() {
        assertThat(ReleasedSchemas.packaged().contracts())
                .filteredOn(contract -> !contract.subject().endsWith("-view-value"))
                .isNotEmpty()
                .allSatisfy(contract -> {
                    Field first = contract.schema().getFields().get(0);
                    assertThat(first.name()).isEqualTo("meta");
                    assertThat(first.schema().getFullName()).isEqualTo("io.verdict.events.Meta");
                });
    }

    @Test
    void shouldGiveOptionalFieldsNullAsDefault() {
        assertThat(named.values().stream().flatMap(schema -> fields(schema).stream()))
                .filteredOn(field -> field.schema().isNullable())
                .isNotEmpty()
                .allSatisfy(field ->
                        assertThat(field.hasDefaultValue()).as(field.name()).isTrue());
    }

    private void collect(Schema schema) {
        switch (schema.getType()) {
            case RECORD -> {
                if (named.put(schema.getFullName(), schema) == null) {
                    schema.getFields().forEach(field -> collect(field.schema()));
                }
            }
            case ENUM, FIXED -> named.put(schema.getFullName(), schema);
            case ARRAY -> collect(schema.getElementType());
            case MAP -> collect(schema.getValueType());
            case UNION -> schema.getTypes().forEach(this::collect);
            case STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> {
                // Nothing inside.
            }
        }
    }

    private static List<Field> fields(Schema schema) {
        return schema.getType() == Type.RECORD ? schema.getFields() : List.of();
    }

    private static Schema notNull(Schema schema) {
        return schema.getType() == Type.UNION
                ? schema.getTypes().stream()
                        .filter(branch -> branch.getType() != Type.NULL)
                        .findFirst()
                        .orElseThrow()
                : schema;
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }
}
