package io.verdict.avro;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/** A client's configuration as text, with and without the prefix {@code schema.registry.} that Confluent's clients allow. */
record ConfigValues(Map<String, ?> values) {

    private static final String PREFIX = "schema.registry.";

    Optional<String> text(String name) {
        Object value = values.get(name);
        if (value == null) {
            value = values.get(PREFIX + name);
        }
        if (value instanceof Password password) {
            value = password.value();
        }
        return Optional.ofNullable(value)
                .map(Object::toString)
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    boolean flag(String name, boolean otherwise) {
        return text(name)
                .map(text -> switch (text.toLowerCase(Locale.ROOT)) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw new ConfigException(name, text, "must be true or false");
                })
                .orElse(otherwise);
    }

    long number(String name, long otherwise) {
        return text(name)
                .map(text -> {
                    try {
                        return Long.parseLong(text);
                    } catch (NumberFormatException e) {
                        throw new ConfigException(name, text, "must be a whole number");
                    }
                })
                .filter(number -> {
                    if (number < 0) {
                        throw new ConfigException(name, number, "must not be negative");
                    }
                    return true;
                })
                .orElse(otherwise);
    }

    @Override
    public String toString() {
        return "ConfigValues" + values.keySet();
    }
}
