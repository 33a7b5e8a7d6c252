package io.verdict.topics;

import java.time.Duration;
import java.util.Map;

/** How long a topic keeps its records. */
public sealed interface Retention {

    /** The Kafka topic configuration that says so. */
    Map<String, String> config();

    /** Kept for ever: the log is the truth. */
    record Forever() implements Retention {
        @Override
        public Map<String, String> config() {
            return Map.of("cleanup.policy", "delete", "retention.ms", "-1", "retention.bytes", "-1");
        }
    }

    /** Kept for a time. */
    record For(Duration time) implements Retention {
        @Override
        public Map<String, String> config() {
            return Map.of("cleanup.policy", "delete", "retention.ms", Long.toString(time.toMillis()));
        }
    }

    /** The latest record per key is kept for ever. */
    record Compacted() implements Retention {
        @Override
        public Map<String, String> config() {
            return Map.of("cleanup.policy", "compact");
        }
    }

    static Retention forever() {
        return new Forever();
    }

    static Retention days(int days) {
        return new For(Duration.ofDays(days));
    }

    static Retention compacted() {
        return new Compacted();
    }
}
