package io.verdict.launcher.scenario;

import io.verdict.launcher.log.EventReader;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What lies on the log of datasets, requests, runs, models and predictions, read as it comes. For one thread. */
final class LogView implements AutoCloseable {

    private final EventReader reader;
    private final List<Seen> all = new ArrayList<>();

    /**
     * A record.
     *
     * @param where as {@code topic-partition@offset}
     */
    record Seen(String where, Object value) {}

    private LogView(EventReader reader) {
        this.reader = reader;
    }

    static LogView open(ClusterConfig cluster) {
        return new LogView(EventReader.open(
                cluster, List.of(
                        Topics.DATASETS,
                        Topics.TRAINING_REQUESTS,
                        Topics.RUNS,
                        Topics.MODELS,
                        Topics.PREDICTIONS)));
    }

    /** Everything so far, with what has come since the last look; waits a little where nothing has. */
    List<Seen> look(Duration patience) {
        for (ConsumerRecord<String, ?> record : reader.poll(patience)) {
            all.add(seen(record));
        }
        return List.copyOf(all);
    }

    static Seen seen(ConsumerRecord<String, ?> record) {
        return new Seen("%s-%d@%d".formatted(record.topic(), record.partition(), record.offset()), record.value());
    }

    @Override
    public void close() {
        reader.close();
    }
}
