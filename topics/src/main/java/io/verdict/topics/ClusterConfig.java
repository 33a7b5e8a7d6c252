package io.verdict.topics;

import io.verdict.topics.settings.Secrets;
import io.verdict.topics.settings.SettingSources;
import io.verdict.topics.settings.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Which cluster and which schema registry to use, and how to get in; immutable, so safe to share.
 *
 * <p>Where it comes from, the first that says something winning: flag, environment ({@code VERDICT_*}), properties
 * file, default. {@link #toString()} shows no secret.
 *
 * @param bootstrap Kafka's {@code bootstrap.servers}: {@code host:port}, several with commas
 * @param registry the schema registry's URL; {@code mock://scope} is in memory, for topology tests
 * @param extra properties that every Kafka and registry client is given as they are: {@code security.*},
 *     {@code sasl.*}, {@code ssl.*}, {@code basic.auth.*} …
 */
public record ClusterConfig(String bootstrap, String registry, Map<String, String> extra) {

    public ClusterConfig {
        Objects.requireNonNull(bootstrap, "bootstrap");
        Objects.requireNonNull(registry, "registry");
        extra = Map.copyOf(extra);
    }

    /** A cluster without access control. */
    public static ClusterConfig of(String bootstrap, String registry) {
        return new ClusterConfig(bootstrap, registry, Map.of());
    }

    /**
     * Reads it from where people say it, refusing keys that nobody knows.
     *
     * @throws io.verdict.topics.settings.SettingsException naming every wrong, unknown or clashing setting
     */
    public static ClusterConfig from(SettingSources sources) {
        return from(Settings.resolve(sources, List.of(ClusterSettings.GROUP)));
    }

    /** Takes it from settings that were resolved together with those of other components. */
    public static ClusterConfig from(Settings settings) {
        return new ClusterConfig(
                settings.text(ClusterSettings.BOOTSTRAP),
                settings.text(ClusterSettings.REGISTRY),
                settings.passedThrough(ClusterSettings.GROUP));
    }

    /** What the serdes are configured with: the registry's URL and the way in. */
    public Map<String, String> serdeConfig() {
        Map<String, String> config = new LinkedHashMap<>(extra);
        config.put("schema.registry.url", registry);
        return Map.copyOf(config);
    }

    /** What every Kafka client begins with: the brokers and the way in, without what only the registry understands. */
    Map<String, Object> kafkaConfig() {
        Map<String, Object> config = new LinkedHashMap<>();
        extra.forEach((key, value) -> {
            if (!ClusterSettings.isForRegistryOnly(key)) {
                config.put(key, value);
            }
        });
        config.put("bootstrap.servers", bootstrap);
        return config;
    }

    @Override
    public String toString() {
        Map<String, String> shown = new TreeMap<>();
        extra.forEach((key, value) -> shown.put(key, Secrets.shown(key, value)));
        return "bootstrap=" + bootstrap + ", registry=" + Secrets.withoutUserInfo(registry)
                + (shown.isEmpty() ? "" : ", extra=" + shown);
    }
}
