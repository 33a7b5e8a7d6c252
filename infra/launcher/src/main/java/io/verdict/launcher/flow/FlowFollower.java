package io.verdict.launcher.flow;

import io.verdict.events.Arm;
import io.verdict.events.DetectionCompleted;
import io.verdict.events.DetectionFailed;
import io.verdict.events.ImageAccepted;
import io.verdict.events.ImageQuarantined;
import io.verdict.events.ImageReleased;
import io.verdict.events.ImageUploaded;
import io.verdict.events.PriceAdjusted;
import io.verdict.events.QuarantineEvent;
import io.verdict.launcher.log.EventReader;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Reads every topic as it is committed and keeps a {@link FlowTally} of them.
 *
 * <p>Runs a thread of its own between {@link #start} and {@link #close()}. {@link #summary()} may be called from any
 * thread; the listener is called on the follower's thread.
 */
public final class FlowFollower implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final EventReader reader;
    private final Clock clock;
    private final Consumer<FlowEvent> listener;
    private final FlowTally tally = new FlowTally();
    private final Thread thread;
    private volatile boolean closed;
    private volatile RuntimeException failure;

    private FlowFollower(ClusterConfig cluster, Clock clock, Consumer<FlowEvent> listener) {
        this.reader = EventReader.open(cluster, Topics.all());
        this.clock = clock;
        this.listener = listener;
        this.thread = new Thread(this::follow, "flow-follower");
        this.thread.setDaemon(true);
    }

    /** Follows everything that is written from now on. */
    public static FlowFollower start(ClusterConfig cluster, Clock clock, Consumer<FlowEvent> listener) {
        FlowFollower follower = new FlowFollower(cluster, clock, listener);
        follower.reader.seekToEnd();
        follower.thread.start();
        return follower;
    }

    /** Where the photos stand that have come by. */
    public FlowSummary summary() {
        requireAlive();
        synchronized (tally) {
            return tally.summary();
        }
    }

    /** Whether {@code uploads} photos have come by and every one has come to its end. */
    public boolean complete(long uploads) {
        requireAlive();
        synchronized (tally) {
            return tally.complete(uploads);
        }
    }

    @Override
    public void close() {
        closed = true;
        reader.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow() {
        try (reader) {
            while (!closed) {
                for (ConsumerRecord<String, SpecificRecord> record : reader.poll(POLL)) {
                    take(record, clock.instant());
                }
            }
        } catch (WakeupException e) {
            // close() has asked for the end
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /** A table that has stopped moving must not pass for the truth. */
    private void requireAlive() {
        if (failure != null) {
            throw new IllegalStateException("The log could not be followed: " + failure.getMessage(), failure);
        }
    }

    private void take(ConsumerRecord<String, SpecificRecord> record, Instant seen) {
        SpecificRecord value = record.value();
        synchronized (tally) {
            tally.record(record.topic());
            if (value instanceof ImageUploaded uploaded) {
                tally.uploaded(uploaded.getPhoto().getImageId(), Instant.ofEpochMilli(record.timestamp()));
            } else if (value instanceof ImageAccepted accepted) {
                tally.accepted(accepted.getPhoto().getImageId());
            } else if (value instanceof QuarantineEvent event) {
                take(event);
            } else if (value instanceof DetectionCompleted decision) {
                tally.decided(decision.getImageId(), decision.getMeta().getEventId(), seen);
            } else if (value instanceof DetectionFailed failed && failed.getArm() != Arm.SHADOW) {
                tally.failed(failed.getImageId());
            } else if (value instanceof PriceAdjusted price) {
                tally.priced(price.getMeta().getCause().getEventId());
            }
        }
        listener.accept(new FlowEvent(record.topic(), value, seen));
    }

    private void take(QuarantineEvent event) {
        if (event.getFact() instanceof ImageQuarantined) {
            tally.quarantined(event.getImageId());
        } else if (event.getFact() instanceof ImageReleased) {
            tally.released(event.getImageId());
        }
    }
}
