package io.verdict.topics;

import java.time.Duration;
import java.util.Map;

/** How long a topic keeps its records. */
public sealed interface Retention {

    /** The Kafka topic configuration that says so. */
    Map<String, String> config();

    /** For people, for example {@code 90 days}. */
    String text();

    /** Kept for ever: the log is the truth. */
    record Forever() implements Retention {
        @Override
        public Map<String, String> config() {
            return Map.of("cleanup.policy", "delete", "retention.ms", "-1", "retention.bytes", "-1");
        }

        @Override
        public String text() {
            return "for ever";
        }
    }

    /** Kept for a time. */
    record For(Duration time) implements Retention {
        @Override
        public Map<String, String> config() {
            return Map.of(
                    "cleanup.policy", "delete",
                    "retention.ms", Long.toString(time.toMillis()),
                    "retention.bytes", "-1");
        }

        @Override
        public String text() {
            return time.toDays() + " days";
        }
    }

    /** The latest record per key is kept for ever. */
    record Compacted() implements Retention {
        private static final long SEGMENT_BYTES = 64L * 1024 * 1024;

        /**
         * The newest segment is never compacted, so it is closed after a day or 64 MiB; Kafka's 7 days and 1 GiB hold
         * more superseded rows than a view has. Readers that lag by less than an hour see each change, and those that
         * were away for less than a week see deletions.
         */
        @Override
        public Map<String, String> config() {
            return Map.of(
                    "cleanup.policy", "compact",
                    "segment.bytes", Long.toString(SEGMENT_BYTES),
                    "segment.ms", Long.toString(Duration.ofDays(1).toMillis()),
                    "min.compaction.lag.ms", Long.toString(Duration.ofHours(1).toMillis()),
                    "delete.retention.ms", Long.toString(Duration.ofDays(7).toMillis()));
        }

        @Override
        public String text() {
            return "latest per key";
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
