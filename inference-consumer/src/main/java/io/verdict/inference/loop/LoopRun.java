package io.verdict.inference.loop;

import io.verdict.inference.progress.CompletionTracker;
import io.verdict.inference.progress.Outcome;
import io.verdict.inference.status.Stage;
import io.verdict.inference.status.Telemetry;
import io.verdict.inference.status.Telemetry.Event;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of one consumer, and of its producers, of which there is one at a time. Polling, committing and rebalancing
 * happen on one thread, so a transaction always carries the generation under which its partitions are owned; only
 * {@link #wake} is called by others.
 *
 * <p>The place in the group comes first, the producer second, at the start as after a failure. So where two static
 * members have the same name (KIP-345), the group decides which of them goes on, and the later one does: the earlier one
 * is told so when it asks for its place again, before it could fence its successor's transactions.
 */
final class LoopRun implements ConsumerRebalanceListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LoopRun.class);
    private static final Duration LONGEST_POLL = Duration.ofMillis(200);
    private static final Duration TURN_POLL = Duration.ofMillis(10);

    private final Consumer<byte[], byte[]> consumer;
    private final Supplier<Producer<byte[], byte[]>> producers;
    private final Intake intake;
    private final LoopPolicy policy;
    private final Telemetry telemetry;
    private final Clock clock;
    private final CompletionTracker<Outcome> tracker = new CompletionTracker<>(this::wake);
    private final CommitSchedule schedule;
    private Set<TopicPartition> paused = Set.of();
    /** Whether partitions were assigned after the last failure; positions of before it are no longer good. */
    private boolean joined;

    private TransactionWriter writer;
    private volatile boolean polling;
    private volatile boolean changed;
    private volatile List<TopicPartition> assigned = List.of();

    LoopRun(
            Consumer<byte[], byte[]> consumer,
            Supplier<Producer<byte[], byte[]>> producers,
            Intake intake,
            LoopPolicy policy,
            Telemetry telemetry,
            Clock clock) {
        this.consumer = consumer;
        this.producers = producers;
        this.intake = intake;
        this.policy = policy;
        this.telemetry = telemetry;
        this.clock = clock;
        this.schedule = new CommitSchedule(policy, intake);
    }

    List<TopicPartition> assigned() {
        return assigned;
    }

    /** Makes the loop look again. */
    void wake() {
        changed = true;
        if (polling) {
            consumer.wakeup();
        }
    }

    /** Whether it has its place in the group and can write. */
    boolean isOpen() {
        return joined && writer != null;
    }

    /** One round: read, let in, commit what is due. */
    void turn() {
        regulate(intake.wantsMore());
        ConsumerRecords<byte[], byte[]> images = poll(pollTimeout());
        if (!joined) {
            // Records from positions of before the failure would leave a gap behind them.
            return;
        }
        if (writer == null) {
            writer = new TransactionWriter(producers.get());
        }
        for (ConsumerRecord<byte[], byte[]> image : images) {
            intake.take(image, tracker.begin(partition(image), image.offset()));
        }
        intake.admit();
        commitIfDue(false);
    }

    /** Reads nothing more, and commits what gets done before the deadline. */
    void finish(long deadlineNanos) {
        intake.clear();
        // What had not got in has no outcome and holds up nothing before it.
        while (intake.admission().photos() > 0 && deadlineNanos - System.nanoTime() > 0) {
            regulate(false);
            poll(TURN_POLL);
            commitIfDue(true);
        }
        commitIfDue(true);
    }

    /**
     * Begins anew after a failure: drops the producer and everything under way, and asks the group for its place. With the
     * place come the committed positions, as the group's protocol is eager.
     */
    void rejoin() {
        close();
        joined = false;
        schedule.forgetFailures();
        consumer.enforceRebalance("begins anew after a failure");
    }

    /** Cancels everything under way, which is read again by whoever owns the partitions next, and drops the producer. */
    @Override
    public void close() {
        intake.clear();
        tracker.discardAll();
        assigned = List.of();
        if (writer != null) {
            TransactionWriter last = writer;
            writer = null;
            last.close();
        }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        assigned = List.copyOf(consumer.assignment());
        // New partitions come unpaused.
        paused = Set.of();
        joined = true;
        schedule.forgetFailures();
        LOG.info("{}: assigned {}, now {}", intake.duty(), partitions, assigned);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        // Still theirs: what is done can be committed. The rest is dropped, as waiting for it would hold up the group.
        commitIfDue(true);
        tracker.discard(partitions);
        assigned = consumer.assignment().stream()
                .filter(partition -> !partitions.contains(partition))
                .toList();
        LOG.info("{}: revoked {}, now {}", intake.duty(), partitions, assigned);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        // Somebody else owns them already, so nothing of them may be committed; eager members lose all at once.
        joined = false;
        tracker.discard(partitions);
        assigned = consumer.assignment().stream()
                .filter(partition -> !partitions.contains(partition))
                .toList();
        LOG.warn("{}: lost {}, now {}", intake.duty(), partitions, assigned);
    }

    private ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        polling = true;
        try {
            // What changed since the last look has not woken us if polling was not set yet.
            return consumer.poll(changed ? Duration.ZERO : timeout);
        } catch (WakeupException woken) {
            return ConsumerRecords.empty();
        } finally {
            polling = false;
            // Before anything is looked at, so that no later change goes unnoticed.
            changed = false;
        }
    }

    private Duration pollTimeout() {
        if (writer == null) {
            // The positions may wait for a predecessor's transaction, which a new producer ends.
            return TURN_POLL;
        }
        Duration longest = intake.waitsForTurn() ? TURN_POLL : LONGEST_POLL;
        return tracker.hasCompleted() ? schedule.within(longest) : longest;
    }

    /** Reads nothing, or everything but the partitions in which one record holds up too many others. */
    private void regulate(boolean wantsMore) {
        Set<TopicPartition> owned = consumer.assignment();
        Set<TopicPartition> held = wantsMore ? tracker.holding(policy.maxUncommitted()) : owned;
        if (!held.equals(paused)) {
            consumer.resume(consumer.paused());
            consumer.pause(held);
            paused = held;
        }
    }

    private void commitIfDue(boolean now) {
        if (!tracker.hasCompleted()) {
            return;
        }
        Batch batch = Batch.of(tracker);
        boolean due = schedule.isDue(batch);
        if (!now && !due) {
            return;
        }
        if (!batch.isEmpty() && !commits(batch)) {
            return;
        }
        // What came before it is safe, so the photos after it are all that is done again.
        batch.obstacle().ifPresent(obstacle -> {
            throw obstacle;
        });
    }

    private boolean commits(Batch batch) {
        try {
            commit(batch);
            return true;
        } catch (TransactionAbortedException e) {
            telemetry.count(Event.ABORT);
            schedule.failed(e);
            return false;
        }
    }

    private void commit(Batch batch) throws TransactionAbortedException {
        long started = System.nanoTime();
        writer.commit(batch.outputs(), batch.offsets(), consumer.groupMetadata());
        long committed = System.nanoTime();
        tracker.committed(batch.next());
        telemetry.count(Event.TRANSACTION);
        telemetry.record(Stage.COMMIT, micros(committed - started));
        Instant now = clock.instant();
        for (Outcome.Answered answer : batch.answers()) {
            answer.onCommitted().run();
            if (answer.uploadedAt() != null && !answer.outputs().isEmpty()) {
                telemetry.record(Stage.RECEIVED_TO_COMMITTED, micros(committed - answer.receivedNanos()));
                telemetry.record(Stage.UPLOADED_TO_COMMITTED, ChronoUnit.MICROS.between(answer.uploadedAt(), now));
            }
        }
        schedule.committed(committed);
    }

    private static TopicPartition partition(ConsumerRecord<?, ?> image) {
        return new TopicPartition(image.topic(), image.partition());
    }

    private static long micros(long nanos) {
        return TimeUnit.NANOSECONDS.toMicros(nanos);
    }
}
