package io.verdict.topics.settings;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of one component; each key has one owner.
 *
 * @param title heading in the configuration reference
 * @param settings its settings
 * @param passThrough families of keys that are handed on as they are
 * @param reserved keys that people know from elsewhere and may not set here, with the reason
 */
public record SettingGroup(
        String title, List<Setting> settings, List<PassThrough> passThrough, Map<String, String> reserved) {

    public SettingGroup {
        settings = List.copyOf(settings);
        passThrough = List.copyOf(passThrough);
        reserved = Map.copyOf(reserved);
    }

    Optional<Setting> settingFor(String key) {
        return settings.stream()
                .filter(setting ->
                        setting.key().equals(key) || setting.aliases().contains(key))
                .findFirst();
    }

    boolean passesThrough(String key) {
        return passThrough.stream().anyMatch(family -> family.keys().contains(key));
    }

    /**
     * Keys that belong to somebody else's client and are handed on as they are.
     *
     * @param name how the family is written, for example {@code sasl.*}
     * @param keys every key of it
     * @param doc one sentence for the configuration reference
     */
    public record PassThrough(String name, List<String> keys, String doc) {
        public PassThrough {
            keys = List.copyOf(keys);
        }
    }
}
