package io.verdict.avro;

import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;

/**
 * How records are written and read, from the properties that Confluent's serdes use; unknown ones are ignored.
 *
 * @param autoRegister {@code auto.register.schemas} (true): register a schema that the registry does not have
 * @param useLatest {@code use.latest.version} (false): write with the subject's latest schema in place of the record's
 * @param latestStrict {@code latest.compatibility.strict} (true): refuse a latest schema that cannot read the record's
 * @param specificReader {@code specific.avro.reader} (false): read into generated classes, not generic records
 * @param logicalTypes {@code avro.use.logical.type.converters} (false): times and decimals in generic records too
 * @param type {@code specific.avro.value.type}, or {@code specific.avro.key.type} for keys: the class to read into
 * @param naming {@code value.subject.name.strategy}, or {@code key.subject.name.strategy}
 * @param key whether it is for keys
 */
record SerdeConfig(
        boolean autoRegister,
        boolean useLatest,
        boolean latestStrict,
        boolean specificReader,
        boolean logicalTypes,
        Optional<Class<? extends SpecificRecord>> type,
        SubjectNaming naming,
        boolean key) {

    static SerdeConfig from(Map<String, ?> config, boolean key) {
        ConfigValues values = new ConfigValues(config);
        String side = key ? "key" : "value";
        return new SerdeConfig(
                values.flag("auto.register.schemas", true),
                values.flag("use.latest.version", false),
                values.flag("latest.compatibility.strict", true),
                values.flag("specific.avro.reader", false),
                values.flag("avro.use.logical.type.converters", false),
                Optional.ofNullable(config.get("specific.avro." + side + ".type"))
                        .map(value -> type("specific.avro." + side + ".type", value)),
                values.text(side + ".subject.name.strategy")
                        .map(SubjectNaming::named)
                        .orElse(SubjectNaming.TOPIC),
                key);
    }

    /** Confluent's defaults. */
    static SerdeConfig defaults() {
        return from(Map.of(), false);
    }

    private static Class<? extends SpecificRecord> type(String name, Object value) {
        try {
            Class<?> type = value instanceof Class<?> loaded ? loaded : Class.forName(value.toString());
            return type.asSubclass(SpecificRecord.class);
        } catch (ClassNotFoundException | ClassCastException e) {
            throw new ConfigException(name, value, "must be a class that Avro generated and that is on the class path");
        }
    }
}
