package io.verdict.topics.settings;

import io.verdict.topics.settings.SettingSources.Source;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads what one source says, in its own spelling, and notes what is wrong with it. */
final class SourceReading {
    private final Source source;
    private final List<SettingGroup> groups;
    private final Map<String, String> keysBySpelling = new HashMap<>();

    SourceReading(Source source, List<SettingGroup> groups) {
        this.source = source;
        this.groups = groups;
        Settings.knownKeys(groups)
                .forEach(key -> keysBySpelling.put(source.spelling().of(key), key));
    }

    /** What it says, by the settings' main keys. */
    Map<String, String> read(List<String> problems) {
        Map<String, String> said = new LinkedHashMap<>();
        Map<String, String> saidAs = new HashMap<>();
        new TreeMap<>(source.values()).forEach((spelt, value) -> {
            String key = keysBySpelling.get(spelt);
            if (key == null) {
                problems.add(unknown(spelt));
                return;
            }
            Optional<Setting> setting = setting(key);
            String mainKey = setting.map(Setting::key).orElse(key);
            String earlier = said.putIfAbsent(mainKey, value);
            if (earlier != null && !earlier.equals(value)) {
                problems.add(at(spelt) + " clashes with " + saidAs.get(mainKey) + ": both say what " + mainKey
                        + " is, and differently. Keep one.");
            }
            saidAs.put(mainKey, spelt);
            setting.flatMap(known -> known.check().problem(value))
                    .ifPresent(problem -> problems.add(at(spelt) + " " + problem));
        });
        return said;
    }

    private Optional<Setting> setting(String key) {
        return groups.stream().flatMap(group -> group.settingFor(key).stream()).findFirst();
    }

    private String unknown(String spelt) {
        Optional<String> reason = reserved()
                .filter(entry -> source.spelling().of(entry.getKey()).equals(spelt))
                .map(Map.Entry::getValue)
                .findFirst();
        return reason.map(why -> at(spelt) + " cannot be set: " + why)
                .orElseGet(() -> at(spelt) + " is unknown." + DidYouMean.hint(keysBySpelling.keySet(), spelt));
    }

    private Stream<Map.Entry<String, String>> reserved() {
        return groups.stream().flatMap(group -> group.reserved().entrySet().stream());
    }

    private String at(String spelt) {
        return switch (source.spelling()) {
            case FLAG -> "--" + spelt;
            case ENVIRONMENT -> spelt + " (environment)";
            case KEY -> spelt + " (" + source.name() + ")";
        };
    }
}
