package io.verdict.avro;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads records in Confluent's wire format: looks the writer's schema up by its id and resolves it to the schema of the
 * class to read into, so that older and newer records are read. Safe for use by many threads. Throws {@link
 * RecordFormatException} for bytes that are no such record, and {@link SchemaRegistryException} for an id that the
 * registry does not have.
 *
 * @param <T> generated class, or {@link IndexedRecord} for generic records
 */
public final class AvroDeserializer<T extends IndexedRecord> implements Deserializer<T> {

    private final ThreadLocal<ByteDecoder> decoders = ThreadLocal.withInitial(ByteDecoder::new);
    private final ConcurrentMap<Integer, RecordReader<T>> readers = new ConcurrentHashMap<>();
    /** The reader used last; a race costs one look-up. */
    private RecordReader<T> latest;

    private SchemaRegistry registry;
    private SerdeConfig config;
    private Class<T> type;

    /** For Kafka, which calls {@link #configure} next. */
    public AvroDeserializer() {}

    /** Reads into the class. */
    public AvroDeserializer(SchemaRegistry registry, Class<T> type) {
        this(registry, SerdeConfig.defaults(), type);
    }

    AvroDeserializer(SchemaRegistry registry, SerdeConfig config, Class<T> type) {
        this.registry = registry;
        this.config = config;
        this.type = type;
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        config = SerdeConfig.from(configs, isKey);
        readers.clear();
        latest = null;
        if (registry == null) {
            registry = SchemaRegistry.from(configs);
        }
    }

    @Override
    public T deserialize(String topic, byte[] data) {
        return data == null ? null : read(topic, data, 0, data.length);
    }

    @Override
    public T deserialize(String topic, Headers headers, ByteBuffer data) {
        if (data == null) {
            return null;
        }
        if (data.hasArray()) {
            return read(topic, data.array(), data.arrayOffset() + data.position(), data.remaining());
        }
        byte[] copy = new byte[data.remaining()];
        data.duplicate().get(copy);
        return read(topic, copy, 0, copy.length);
    }

    private T read(String topic, byte[] bytes, int start, int length) {
        int id = WireFormat.readHeader(topic, bytes, start, length);
        RecordReader<T> reader = latest;
        if (reader == null || reader.schemaId() != id) {
            reader = readerFor(topic, id);
            latest = reader;
        }
        ByteDecoder decoder = decoders.get();
        decoder.begin(bytes, start + WireFormat.HEADER_SIZE, length - WireFormat.HEADER_SIZE);
        try {
            T datum = reader.reader().read(null, decoder);
            if (decoder.remaining() > 0) {
                throw new AvroRuntimeException(decoder.remaining() + " bytes are left over");
            }
            return datum;
        } catch (IOException | RuntimeException e) {
            throw new RecordFormatException(
                    "Record of topic " + topic + " cannot be read with schema id " + id + ", "
                            + reader.writer().getFullName() + ": " + e.getMessage() + "; it begins with "
                            + WireFormat.hex(bytes, start, length)
                            + " and was damaged, or written with another schema than its id says",
                    e);
        } finally {
            decoder.end();
        }
    }

    private RecordReader<T> readerFor(String topic, int id) {
        RecordReader<T> known = readers.get(id);
        if (known != null) {
            return known;
        }
        RecordReader<T> created = RecordReader.create(registry, config, topic, id, type);
        readers.put(id, created);
        return created;
    }
}
