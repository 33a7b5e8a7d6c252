package io.verdict.avro;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Writes records in Confluent's wire format, with the schema that the record carries. Safe for use by many threads, as
 * a producer may need. Throws {@link RecordFormatException} for a record that its schema does not allow, for example
 * with a required field left null, and {@link SchemaRegistryException} where there is no id for the schema.
 *
 * @param <T> generated class, or {@link IndexedRecord} for generic records
 */
public final class AvroSerializer<T extends IndexedRecord> implements Serializer<T> {

    private record Target(String topic, Schema schema, boolean generated) {}

    private final ThreadLocal<ByteEncoder> encoders = ThreadLocal.withInitial(ByteEncoder::new);
    private final ConcurrentMap<Target, RecordWriter> writers = new ConcurrentHashMap<>();
    /** The writer used last; a race costs one look-up. */
    private RecordWriter latest;

    private SchemaRegistry registry;
    private SerdeConfig config;

    /** For Kafka, which calls {@link #configure} next. */
    public AvroSerializer() {}

    /** With Confluent's defaults. */
    public AvroSerializer(SchemaRegistry registry) {
        this(registry, SerdeConfig.defaults());
    }

    AvroSerializer(SchemaRegistry registry, SerdeConfig config) {
        this.registry = registry;
        this.config = config;
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        config = SerdeConfig.from(configs, isKey);
        if (registry == null) {
            registry = SchemaRegistry.from(configs);
        }
    }

    @Override
    public byte[] serialize(String topic, T data) {
        if (data == null) {
            return null;
        }
        RecordWriter writer = writerFor(topic, data);
        try {
            return writer.write(data, encoders.get());
        } catch (IOException | AvroRuntimeException | ClassCastException | NullPointerException e) {
            throw new RecordFormatException(
                    "Cannot write a " + data.getSchema().getFullName() + " to topic " + topic + ": " + e.getMessage()
                            + "; check that every required field is set",
                    e);
        }
    }

    private RecordWriter writerFor(String topic, T data) {
        Schema schema = data.getSchema();
        RecordWriter writer = latest;
        boolean generated = data instanceof SpecificRecord;
        if (writer == null
                || writer.schema() != schema
                || writer.generated() != generated
                || !writer.topic().equals(topic)) {
            writer = knownWriter(new Target(topic, schema, generated), data);
            latest = writer;
        }
        return writer;
    }

    private RecordWriter knownWriter(Target target, T data) {
        RecordWriter known = writers.get(target);
        if (known == null) {
            known = RecordWriter.create(registry, config, target.topic(), data);
            writers.put(target, known);
        }
        return known;
    }
}
