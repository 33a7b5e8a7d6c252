package io.verdict.launcher.bench;

import io.verdict.events.DetectionCompleted;
import io.verdict.events.ImageAccepted;
import io.verdict.launcher.log.EventReader;
import io.verdict.topics.ClientConfigs;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Sees outcomes as a read_committed reader of the log does, on a thread of its own, from the present end on, and tells
 * the probe of the phase that is being measured.
 */
final class Outcomes implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final long LOOK_AGAIN_MS = 20;

    private final Source source;
    private final Runnable wakeup;
    private final Thread thread;
    private volatile HotPathProbe probe = new HotPathProbe(() -> {});
    private volatile RuntimeException failure;
    private volatile boolean closed;

    private Outcomes(Source source, Runnable wakeup) {
        this.source = source;
        this.wakeup = wakeup;
        this.thread = new Thread(this::read, "outcomes");
        thread.setDaemon(true);
    }

    /** The platform's decisions, and the photos that curation let through. */
    static Outcomes decisions(ClusterConfig cluster, Clock clock) {
        EventReader reader = EventReader.open(cluster, List.of(Topics.IMAGES, Topics.DETECTIONS));
        reader.seekToEnd();
        return started(new Decisions(reader, clock), reader::wakeup);
    }

    /** The peer's answers. */
    static Outcomes peer(ClusterConfig cluster, Clock clock) {
        KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(ClientConfigs.reader(cluster), new StringDeserializer(), new StringDeserializer());
        TopicPartition output = new TopicPartition(PredictorProgram.OUTPUT, 0);
        consumer.assign(List.of(output));
        consumer.seekToEnd(List.of(output));
        consumer.position(output);
        return started(new Answers(consumer, clock), consumer::wakeup);
    }

    /** From here on outcomes are told to this probe. */
    void tell(HotPathProbe other) {
        probe = other;
    }

    /** Waits until that many outcomes have been seen, or none has for {@code patience}. */
    void await(long outcomes, Duration patience) throws InterruptedException {
        long seen = -1;
        long deadline = 0;
        while (probe.outcomes() < outcomes) {
            check();
            if (probe.outcomes() != seen) {
                seen = probe.outcomes();
                deadline = System.nanoTime() + patience.toNanos();
            } else if (System.nanoTime() > deadline) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MS);
        }
    }

    @Override
    public void close() {
        closed = true;
        wakeup.run();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void check() {
        if (failure != null) {
            throw new IllegalStateException("Outcomes could not be read: " + failure.getMessage(), failure);
        }
    }

    private static Outcomes started(Source source, Runnable wakeup) {
        Outcomes outcomes = new Outcomes(source, wakeup);
        outcomes.thread.start();
        return outcomes;
    }

    private void read() {
        try (source) {
            while (!closed) {
                // Whom to tell is asked for after waiting: a phase may have begun meanwhile.
                source.poll(() -> probe);
            }
        } catch (WakeupException e) {
            // close() has asked for the end
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /** Where outcomes come from. */
    private interface Source extends AutoCloseable {
        void poll(Supplier<HotPathProbe> tell);

        @Override
        void close();
    }

    private record Decisions(EventReader reader, Clock clock) implements Source {
        @Override
        public void poll(Supplier<HotPathProbe> tell) {
            var records = reader.poll(POLL);
            Instant seen = clock.instant();
            HotPathProbe probe = tell.get();
            // Acceptances first: both may come with one poll.
            records.records(Topics.IMAGES.name())
                    .forEach(record -> probe.accepted((ImageAccepted) record.value(), seen));
            records.records(Topics.DETECTIONS.name())
                    .forEach(record -> probe.decided((DetectionCompleted) record.value(), seen));
        }

        @Override
        public void close() {
            reader.close();
        }
    }

    private record Answers(KafkaConsumer<String, String> consumer, Clock clock) implements Source {
        @Override
        public void poll(Supplier<HotPathProbe> tell) {
            var records = consumer.poll(POLL);
            Instant seen = clock.instant();
            HotPathProbe probe = tell.get();
            records.forEach(record -> probe.answered(record.key(), seen));
        }

        @Override
        public void close() {
            consumer.close();
        }
    }
}
