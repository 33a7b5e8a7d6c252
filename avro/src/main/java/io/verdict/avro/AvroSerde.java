package io.verdict.avro;

import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Writes and reads records of one generated class. Safe for use by many threads.
 *
 * @param <T> the class
 */
public final class AvroSerde<T extends SpecificRecord> implements Serde<T> {

    private final Serializer<T> serializer;
    private final Deserializer<T> deserializer;

    private AvroSerde(Serializer<T> serializer, Deserializer<T> deserializer) {
        this.serializer = serializer;
        this.deserializer = deserializer;
    }

    /**
     * A serde for values, with the registry and the options that a client's configuration names. {@code verdict.serde}
     * chooses whose it is: {@code verdict} (the default), {@code confluent} (with the Maven profile of that name), or
     * the class of another vendor's serde or serializer and deserializer, for example for Glue.
     *
     * <p>This module's own takes Confluent's options: {@code auto.register.schemas} (true), {@code use.latest.version}
     * (false), {@code latest.compatibility.strict} (true) and {@code value.subject.name.strategy}
     * (TopicNameStrategy).
     */
    public static <T extends SpecificRecord> AvroSerde<T> of(Class<T> type, Map<String, ?> config) {
        Serde<T> chosen = SerdeChoice.of(type, config);
        return new AvroSerde<>(chosen.serializer(), chosen.deserializer());
    }

    /** A serde for values with Confluent's defaults, over a registry that may be shared. */
    public static <T extends SpecificRecord> AvroSerde<T> of(Class<T> type, SchemaRegistry registry) {
        return new AvroSerde<>(new AvroSerializer<>(registry), new AvroDeserializer<>(registry, type));
    }

    @Override
    public Serializer<T> serializer() {
        return serializer;
    }

    @Override
    public Deserializer<T> deserializer() {
        return deserializer;
    }

    @Override
    public void close() {
        serializer.close();
        deserializer.close();
    }
}
