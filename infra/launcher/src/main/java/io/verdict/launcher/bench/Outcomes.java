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
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Sees outcomes as a reader of the log would, on a thread of its own, from the present end on. */
final class Outcomes implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final Source source;
    private final HotPathProbe probe;
    private final Thread thread;
    private volatile boolean closed;

    private Outcomes(Source source, HotPathProbe probe) {
        this.source = source;
        this.probe = probe;
        this.thread = new Thread(this::read, "outcomes");
    }

    /** The platform's decisions, and the photos that curation let through. */
    static Outcomes decisions(ClusterConfig cluster, HotPathProbe probe, Clock clock) {
        EventReader reader = EventReader.open(cluster, List.of(Topics.IMAGES, Topics.DETECTIONS));
        reader.seekToEnd();
        return started(
                new Source() {
                    @Override
                    public void poll() {
                        reader.poll(POLL).forEach(record -> {
                            Instant seen = clock.instant();
                            if (record.value() instanceof DetectionCompleted decision) {
                                synchronized (probe) {
                                    probe.decided(decision, seen);
                                }
                            } else if (record.value() instanceof ImageAccepted accepted) {
                                synchronized (probe) {
                                    probe.accepted(accepted, seen);
                                }
                            }
                        });
                    }

                    @Override
                    public void wakeup() {
                        reader.wakeup();
                    }

                    @Override
                    public void close() {
                        reader.close();
                    }
                },
                probe);
    }

    /** The peer's answers. */
    static Outcomes peer(ClusterConfig cluster, HotPathProbe probe, Clock clock) {
        KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(ClientConfigs.reader(cluster), new StringDeserializer(), new StringDeserializer());
        TopicPartition output = new TopicPartition(PredictorLoop.OUTPUT, 0);
        consumer.assign(List.of(output));
        consumer.seekToEnd(List.of(output));
        consumer.position(output);
        return started(
                new Source() {
                    @Override
                    public void poll() {
                        consumer.poll(POLL).forEach(record -> {
                            synchronized (probe) {
                                probe.answered(record.key(), clock.instant());
                            }
                        });
                    }

                    @Override
                    public void wakeup() {
                        consumer.wakeup();
                    }

                    @Override
                    public void close() {
                        consumer.close();
                    }
                },
                probe);
    }

    /** Waits until that many outcomes have been seen, or no longer than {@code patience}. */
    void await(long outcomes, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (seen() < outcomes && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    @Override
    public void close() {
        closed = true;
        source.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Outcomes started(Source source, HotPathProbe probe) {
        Outcomes outcomes = new Outcomes(source, probe);
        outcomes.thread.start();
        return outcomes;
    }

    private long seen() {
        synchronized (probe) {
            return probe.decisions();
        }
    }

    private void read() {
        try (source) {
            while (!closed) {
                source.poll();
            }
        } catch (WakeupException e) {
            // close() has asked for the end
        }
    }

    /** Something to poll. */
    private interface Source extends AutoCloseable {
        void poll();

        void wakeup();

        @Override
        void close();
    }
}
