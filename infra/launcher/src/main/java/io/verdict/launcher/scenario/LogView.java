package io.verdict.launcher.scenario;

import io.verdict.events.DatasetEvent;
import io.verdict.events.DatasetVersionPublished;
import io.verdict.events.PredictionCompleted;
import io.verdict.launcher.log.EventReader;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What lies on the log of datasets, requests, runs, models and predictions, read as it comes. For one thread. */
final class LogView implements AutoCloseable {

    private static final Duration LOOK = Duration.ofMillis(100);

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
                cluster,
                List.of(Topics.DATASETS, Topics.TRAINING_REQUESTS, Topics.RUNS, Topics.MODELS, Topics.PREDICTIONS)));
    }

    /** Everything so far, with what has come since the last look; waits a little where nothing has. */
    List<Seen> look() {
        for (ConsumerRecord<String, ?> record : reader.poll(LOOK)) {
            all.add(seen(record));
        }
        return List.copyOf(all);
    }

    /** Everything that is there by now. */
    private List<Seen> whole() {
        reader.readToEnd(record -> all.add(seen(record)));
        return all;
    }

    /** Every dataset version that is there by now. */
    List<DatasetVersionPublished> published() {
        return whole().stream()
                .map(Seen::value)
                .filter(DatasetEvent.class::isInstance)
                .map(value -> ((DatasetEvent) value).getFact())
                .filter(DatasetVersionPublished.class::isInstance)
                .map(DatasetVersionPublished.class::cast)
                .toList();
    }

    /** Where the answer of that event id lies; empty where there is none. */
    Optional<String> answer(String eventId) {
        return whole().stream()
                .filter(seen -> seen.value() instanceof PredictionCompleted answer
                        && answer.getMeta().getEventId().equals(eventId))
                .map(Seen::where)
                .findFirst();
    }

    private static Seen seen(ConsumerRecord<String, ?> record) {
        return new Seen("%s-%d@%d".formatted(record.topic(), record.partition(), record.offset()), record.value());
    }

    @Override
    public void close() {
        reader.close();
    }
}
