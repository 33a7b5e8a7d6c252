package io.verdict.launcher.bench;

import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;

/** How an app processes while it rebuilds. */
enum Guarantee {
    /** As in production. */
    EXACTLY_ONCE(Map.of()),
    /** As in production, but without transactions: for orientation. */
    AT_LEAST_ONCE(Map.of(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE));

    private final Map<String, Object> tuning;

    Guarantee(Map<String, Object> tuning) {
        this.tuning = tuning;
    }

    /** What differs from production. */
    Map<String, Object> tuning() {
        return tuning;
    }
}
