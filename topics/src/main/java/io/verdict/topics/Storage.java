package io.verdict.topics;

import java.util.HashMap;
import java.util.Map;

/**
 * How a topic's records are laid out and how long they are kept.
 *
 * @param partitions partitions at creation
 * @param retention how long records are kept
 * @param tuning further topic configurations, by Kafka's names
 */
public record Storage(int partitions, Retention retention, Map<String, String> tuning) {

    public Storage {
        tuning = Map.copyOf(tuning);
    }

    /** Records that are never deleted. */
    static Storage forEver(int partitions) {
        return new Storage(partitions, Retention.forever(), Map.of());
    }

    /** Records that are deleted after some days. */
    static Storage forDays(int partitions, int days) {
        return new Storage(partitions, Retention.days(days), Map.of());
    }

    /** The latest record per key. */
    static Storage compacted(int partitions) {
        return new Storage(partitions, Retention.compacted(), Map.of());
    }

    /** The same with one more topic configuration. */
    Storage with(String configuration, long value) {
        return with(configuration, Long.toString(value));
    }

    /** The same with one more topic configuration. */
    Storage with(String configuration, String value) {
        Map<String, String> more = new HashMap<>(tuning);
        more.put(configuration, value);
        return new Storage(partitions, retention, more);
    }

    /** The Kafka topic configuration that says all this, without what depends on the cluster's size. */
    public Map<String, String> config() {
        Map<String, String> config = new HashMap<>(retention.config());
        config.putAll(tuning);
        return Map.copyOf(config);
    }
}
