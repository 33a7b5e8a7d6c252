package io.verdict.launcher.testing;

import io.verdict.launcher.log.EventReader;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.assertj.core.api.Assertions;

/** What is committed to some topics, in the order of each partition. For one thread at a time. */
public final class Facts implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration POLL = Duration.ofMillis(200);

    private final EventReader reader;
    private final List<ConsumerRecord<String, SpecificRecord>> records = new ArrayList<>();

    private Facts(EventReader reader) {
        this.reader = reader;
    }

    /** Reads from the beginning. */
    public static Facts of(ClusterConfig cluster, Topic<?>... topics) {
        return new Facts(EventReader.open(cluster, Arrays.asList(topics)));
    }

    /** All that is committed by now, read by a consumer of its own. */
    public static <T extends SpecificRecord> List<T> read(ClusterConfig cluster, Topic<T> topic) {
        try (Facts facts = of(cluster, topic)) {
            facts.readToEnd();
            return facts.all(topic.value());
        }
    }

    /** Reads on to the end as it is at this moment. */
    public void readToEnd() {
        reader.readToEnd(records::add);
    }

    /** Values of one type, of all that has been read. */
    public <T> List<T> all(Class<T> type) {
        return records.stream()
                .map(ConsumerRecord::value)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    public List<ConsumerRecord<String, SpecificRecord>> records() {
        return List.copyOf(records);
    }

    /** Reads on until it holds; fails after two minutes, naming {@code what} it waited for. */
    public void await(String what, Predicate<Facts> condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.test(this)) {
            if (System.nanoTime() > deadline) {
                Assertions.fail("Not within %s: %s; %d records read", PATIENCE, what, records.size());
            }
            reader.poll(POLL).forEach(records::add);
        }
    }

    @Override
    public void close() {
        reader.close();
    }
}
