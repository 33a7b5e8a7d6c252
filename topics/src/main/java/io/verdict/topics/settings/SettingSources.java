package io.verdict.topics.settings;

import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Where settings come from, the strongest first.
 *
 * @param sources each with the name that errors call it by
 */
public record SettingSources(List<Source> sources) {

    public SettingSources {
        sources = List.copyOf(sources);
    }

    /**
     * The documented order: flags, environment, properties file.
     *
     * @param flags key to value, only those that were given
     * @param environment the whole environment; only {@code VERDICT_*} is looked at
     * @param file a properties file, if one is named
     * @throws SettingsException when the file cannot be read
     */
    public static SettingSources of(Map<String, String> flags, Map<String, String> environment, Optional<Path> file) {
        List<Source> sources = new ArrayList<>();
        sources.add(new Source("flag", Spelling.FLAG, flags));
        sources.add(new Source("environment", Spelling.ENVIRONMENT, ours(environment)));
        file.ifPresent(path -> sources.add(new Source(path.toString(), Spelling.KEY, read(path))));
        return new SettingSources(sources);
    }

    /** The same with one more source, weaker than all others: for example the addresses of a stack that runs here. */
    public SettingSources orElse(String name, Map<String, String> values) {
        List<Source> more = new ArrayList<>(sources);
        more.add(new Source(name, Spelling.KEY, values));
        return new SettingSources(more);
    }

    private static Map<String, String> ours(Map<String, String> environment) {
        return environment.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(Setting.ENVIRONMENT_PREFIX))
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Map<String, String> read(Path file) {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            properties.load(in);
        } catch (IOException | IllegalArgumentException e) {
            throw new SettingsException(List.of("cannot read the properties file " + file + ": " + e));
        }
        Map<String, String> values = new LinkedHashMap<>();
        properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
        return values;
    }

    /**
     * One place that says something.
     *
     * @param name how errors call it
     * @param spelling how it spells keys
     * @param values spelt key to value
     */
    public record Source(String name, Spelling spelling, Map<String, String> values) {
        public Source {
            values = Map.copyOf(values);
        }
    }

    /** How a source spells a key. */
    public enum Spelling {
        FLAG,
        ENVIRONMENT,
        KEY;

        String of(String key) {
            return switch (this) {
                case FLAG, KEY -> key;
                case ENVIRONMENT -> Setting.environmentName(key);
            };
        }

        String shown(String key) {
            return switch (this) {
                case FLAG -> "--" + key;
                case KEY -> key;
                case ENVIRONMENT -> Setting.environmentName(key);
            };
        }
    }
}
