package io.verdict.avro;

import io.verdict.avro.released.Contract;
import io.verdict.avro.released.ReleasedSchemas;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** Random records of any generated class, made from its schema, with text beyond ASCII and numbers of any size. */
final class RecordArbitraries {

    private RecordArbitraries() {}

    /** A record of any contract. */
    static Arbitrary<SpecificRecord> anyRecord() {
        List<Arbitrary<SpecificRecord>> records = ReleasedSchemas.packaged().contracts().stream()
                .map(Contract::schema)
                .distinct()
                .map(RecordArbitraries::record)
                .toList();
        return Arbitraries.oneOf(records);
    }

    static Arbitrary<SpecificRecord> record(Schema schema) {
        List<Arbitrary<Object>> fields =
                schema.getFields().stream().map(field -> value(field.schema())).toList();
        return Combinators.combine(fields).as(values -> {
            SpecificRecord datum =
                    (SpecificRecord) SpecificData.newInstance(SpecificData.get().getClass(schema), schema);
            for (int i = 0; i < values.size(); i++) {
                datum.put(i, values.get(i));
            }
            return datum;
        });
    }

    private static Arbitrary<Object> value(Schema schema) {
        if (schema.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
            BigInteger bound = BigInteger.TEN.pow(decimal.getPrecision()).subtract(BigInteger.ONE);
            return Arbitraries.bigIntegers()
                    .between(bound.negate(), bound)
                    .map(unscaled -> new BigDecimal(unscaled, decimal.getScale()));
        }
        if (schema.getLogicalType() instanceof LogicalTypes.TimestampMicros) {
            return Arbitraries.longs()
                    .between(-1_000_000_000_000_000L, 4_000_000_000_000_000L)
                    .map(micros -> Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
        }
        return switch (schema.getType()) {
            case RECORD -> record(schema).map(datum -> datum);
            case ENUM ->
                Arbitraries.of(schema.getEnumSymbols())
                        .map(symbol -> SpecificData.get().createEnum(symbol, schema));
            case ARRAY -> value(schema.getElementType()).list().ofMaxSize(4).map(items -> items);
            case MAP ->
                Arbitraries.maps(Arbitraries.strings(), value(schema.getValueType()))
                        .ofMaxSize(4)
                        .map(entries -> entries);
            case UNION ->
                Arbitraries.oneOf(
                        schema.getTypes().stream().map(RecordArbitraries::value).toList());
            case STRING -> Arbitraries.strings().ofMaxLength(40).map(text -> text);
            case INT -> Arbitraries.integers().map(number -> number);
            case LONG -> Arbitraries.longs().map(number -> number);
            case FLOAT -> Arbitraries.floats().map(number -> number);
            case DOUBLE -> Arbitraries.doubles().map(number -> number);
            case BOOLEAN -> Arbitraries.of(true, false).map(truth -> truth);
            case NULL -> Arbitraries.just(null);
            case BYTES -> Arbitraries.bytes().array(byte[].class).ofMaxSize(80).map(ByteBuffer::wrap);
            case FIXED -> throw new IllegalArgumentException("No event has fixed bytes: " + schema);
        };
    }
}
