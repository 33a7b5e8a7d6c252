package io.verdict.streams.app;

import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;

/**
 * How soon an app's results are visible, weighed against what each of its transactions costs all.
 *
 * <p>A thread that waits for records does not commit: with Kafka's {@code poll.ms} of 100 a result that comes less than
 * a commit interval after the last commit stays invisible for so long, unless another record comes.
 */
public enum Pace {
    /** Others wait for the results: 20 ms between commits, as {@link io.verdict.topics.ClientConfigs#streams} has it. */
    PROMPT(Map.of(StreamsConfig.POLL_MS_CONFIG, 5L)),

    /**
     * People look at the results: 200 ms between commits. A row that changes several times meanwhile is written once, the
     * records of a commit share their requests, as it is the commit that sends them, and what is read comes in larger
     * fetches or after 100 ms.
     */
    GATHERING(Map.of(
            StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
            200L,
            StreamsConfig.POLL_MS_CONFIG,
            50L,
            "producer.linger.ms",
            200,
            "main.consumer.fetch.min.bytes",
            64 << 10,
            "main.consumer.fetch.max.wait.ms",
            100));

    private final Map<String, Object> properties;

    Pace(Map<String, Object> properties) {
        this.properties = properties;
    }

    Map<String, Object> properties() {
        return properties;
    }
}
