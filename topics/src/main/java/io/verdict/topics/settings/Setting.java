package io.verdict.topics.settings;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One thing that can be set, as a value: its names, its default, what it may hold and what it means.
 *
 * @param key name in a properties file; the flag is {@code --key}
 * @param aliases other names that people know it by, for example Kafka's own
 * @param fallback value where nobody says anything
 * @param check says what is wrong with a value
 * @param doc one or two sentences for the configuration reference
 */
public record Setting(String key, List<String> aliases, String fallback, Check check, String doc) {
    static final String ENVIRONMENT_PREFIX = "VERDICT_";

    public Setting {
        aliases = List.copyOf(aliases);
    }

    /** The name in the environment. */
    public String environmentName() {
        return environmentName(key);
    }

    static String environmentName(String key) {
        return ENVIRONMENT_PREFIX
                + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** Says what is wrong with a value. */
    @FunctionalInterface
    public interface Check {
        /** What is wrong and what to write instead; empty where nothing is wrong. */
        Optional<String> problem(String value);
    }
}
