package io.verdict.topics.settings;

import io.verdict.topics.settings.SettingSources.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Settings that hold together: every one is known, well formed and said once; immutable. */
public final class Settings {
    private final Map<String, String> values;

    private Settings(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /**
     * Resolves the settings of all given components; for each key the first source that says something wins.
     *
     * @throws SettingsException naming every unknown, reserved, clashing or malformed setting
     */
    public static Settings resolve(SettingSources sources, List<SettingGroup> groups) {
        List<String> problems = new ArrayList<>();
        Map<String, String> values = new LinkedHashMap<>();
        for (Source source : sources.sources()) {
            Map<String, String> said = new SourceReading(source, groups).read(problems);
            said.forEach(values::putIfAbsent);
        }
        groups.stream()
                .flatMap(group -> group.settings().stream())
                .forEach(setting -> values.putIfAbsent(setting.key(), setting.fallback()));
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
        return new Settings(values);
    }

    /** The value of a setting. */
    public String text(Setting setting) {
        return Optional.ofNullable(values.get(setting.key()))
                .orElseThrow(() -> new IllegalArgumentException(
                        "Setting " + setting.key() + " belongs to none of the groups that were resolved"));
    }

    /** What was given of the keys that a group hands on as they are, by key. */
    public Map<String, String> passedThrough(SettingGroup group) {
        Map<String, String> given = new TreeMap<>();
        values.forEach((key, value) -> {
            if (group.passesThrough(key)) {
                given.put(key, value);
            }
        });
        return given;
    }

    static Stream<String> knownKeys(List<SettingGroup> groups) {
        return groups.stream().flatMap(group -> Stream.of(
                        group.settings().stream().map(Setting::key),
                        group.settings().stream().flatMap(setting -> setting.aliases().stream()),
                        group.passThrough().stream().flatMap(family -> family.keys().stream()))
                .flatMap(keys -> keys));
    }
}
