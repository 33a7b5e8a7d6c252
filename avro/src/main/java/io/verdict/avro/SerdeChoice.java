package io.verdict.avro;

import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;

/**
 * The serde that a client's configuration chooses by {@code verdict.serde}: {@code verdict} (this module's, the
 * default), {@code confluent} (Confluent's own, brought in by the Maven profile {@code confluent}), or class names: one
 * of a serde, or those of a serializer and a deserializer with a comma between them. What is chosen is configured with
 * the client's configuration and asked for generated classes.
 */
final class SerdeChoice {

    static final String PROPERTY = "verdict.serde";

    private static final String CONFLUENT =
            "io.confluent.kafka.serializers.KafkaAvroSerializer,io.confluent.kafka.serializers.KafkaAvroDeserializer";

    private SerdeChoice() {}

    static <T extends SpecificRecord> Serde<T> of(Class<T> type, Map<String, ?> config) {
        String choice = new ConfigValues(config).text(PROPERTY).orElse("verdict");
        return switch (choice) {
            case "verdict" -> own(type, config);
            case "confluent" -> foreign(type, config, CONFLUENT);
            default -> foreign(type, config, choice);
        };
    }

    private static <T extends SpecificRecord> Serde<T> own(Class<T> type, Map<String, ?> config) {
        SchemaRegistry registry = SchemaRegistry.from(config);
        SerdeConfig parsed = SerdeConfig.from(config, false);
        return Serdes.serdeFrom(
                new AvroSerializer<T>(registry, parsed), new AvroDeserializer<>(registry, parsed, type));
    }

    private static <T extends SpecificRecord> Serde<T> foreign(
            Class<T> type, Map<String, ?> config, String classNames) {
        Map<String, Object> settings = new HashMap<>(config);
        settings.putIfAbsent("specific.avro.reader", "true");
        settings.putIfAbsent("specific.avro.value.type", type.getName());
        String[] names = classNames.split("\\s*,\\s*");
        if (names.length == 1) {
            Serde<?> serde = create(names[0], Serde.class);
            serde.configure(settings, false);
            return Serdes.serdeFrom(writing(serde.serializer()), reading(type, serde.deserializer()));
        }
        if (names.length != 2) {
            throw new ConfigException(PROPERTY, classNames, "must be verdict, confluent, or one or two class names");
        }
        Serializer<?> serializer = create(names[0], Serializer.class);
        Deserializer<?> deserializer = create(names[1], Deserializer.class);
        serializer.configure(settings, false);
        deserializer.configure(settings, false);
        return Serdes.serdeFrom(writing(serializer), reading(type, deserializer));
    }

    /** Serializers of other vendors take any record, which their types do not say. */
    @SuppressWarnings("unchecked")
    private static <T> Serializer<T> writing(Serializer<?> serializer) {
        return (Serializer<T>) serializer;
    }

    private static <T> Deserializer<T> reading(Class<T> type, Deserializer<?> deserializer) {
        return new CheckedDeserializer<>(type, deserializer);
    }

    private static <T> T create(String name, Class<T> role) {
        try {
            return Class.forName(name).asSubclass(role).getConstructor().newInstance();
        } catch (ReflectiveOperationException | ClassCastException e) {
            ConfigException exception = new ConfigException(
                    PROPERTY,
                    name,
                    "is not a " + role.getSimpleName()
                            + " that can be made here; put its jar on the class path (for confluent, build with"
                            + " -Pconfluent)");
            exception.initCause(e);
            throw exception;
        }
    }
}
