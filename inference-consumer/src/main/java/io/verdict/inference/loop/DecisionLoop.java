package io.verdict.inference.loop;

import io.verdict.avro.RegistryRefusedException;
import io.verdict.inference.loop.LoopStatus.State;
import io.verdict.inference.status.Telemetry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a loop over a topic running: opens its consumer, turns until told to stop, and takes its place in the group anew
 * after a failure that needs it. Whatever fails, what is not committed is read again. Run it once, on a thread of its
 * own; {@link #wake}, {@link #stop} and {@link #status} may be called from any thread.
 */
public final class DecisionLoop implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(DecisionLoop.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

    private final String topic;
    private final LoopClients clients;
    private final Intake intake;
    private final LoopPolicy policy;
    private final Telemetry telemetry;
    private final Clock clock;
    private final CountDownLatch stopSignal = new CountDownLatch(1);
    private volatile State state = State.STARTING;
    private volatile String problem = "";
    private volatile LoopRun current;

    public DecisionLoop(
            String topic, LoopClients clients, Intake intake, LoopPolicy policy, Telemetry telemetry, Clock clock) {
        this.topic = topic;
        this.clients = clients;
        this.intake = intake;
        this.policy = policy;
        this.telemetry = telemetry;
        this.clock = clock;
    }

    @Override
    public void run() {
        try {
            while (!stopping()) {
                live();
            }
            state = State.STOPPED;
        } catch (RuntimeException | Error e) {
            state = State.FAILED;
            problem = failure(e);
            LOG.error("{}: {}", intake.duty(), problem, e);
        }
    }

    /** Makes the loop look again, because a plan or room for photos has come. */
    public void wake() {
        LoopRun run = current;
        if (run != null) {
            run.wake();
        }
    }

    /** Asks the loop to finish what is under way, commit, and leave its group. */
    public void stop() {
        stopSignal.countDown();
        wake();
    }

    public LoopStatus status() {
        LoopRun run = current;
        List<TopicPartition> partitions = run == null ? List.of() : run.assigned();
        return new LoopStatus(
                intake.duty(), state, partitions, intake.admission().photos(), problem);
    }

    private void live() {
        Consumer<byte[], byte[]> consumer = null;
        boolean leave = false;
        try {
            consumer = clients.consumers().get();
            try (LoopRun run = new LoopRun(consumer, clients.producers(), intake, policy, telemetry, clock)) {
                consumer.subscribe(List.of(topic), run);
                current = run;
                while (!stopping()) {
                    turn(run);
                }
                leave = true;
                state = State.STOPPING;
                run.finish(System.nanoTime() + policy.stopWithin().toNanos());
            }
        } catch (KafkaException e) {
            recover(e);
        } finally {
            current = null;
            close(consumer, leave);
        }
    }

    private void turn(LoopRun run) {
        try {
            run.turn();
            if (state != State.RUNNING && run.isOpen()) {
                state = State.RUNNING;
                problem = "";
            }
        } catch (KafkaException e) {
            if (!isFinal(e)) {
                run.rejoin();
            }
            recover(e);
        }
    }

    private void recover(KafkaException e) {
        if (isFinal(e)) {
            throw e;
        }
        problem = "Starting anew after: " + e.getMessage();
        LOG.warn("{}: {}", intake.duty(), problem, e);
        state = State.RECOVERING;
        try {
            if (stopSignal.await(policy.restartPause().toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("Stopped while recovering");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            stopSignal.countDown();
        }
    }

    /**
     * A loop that stops leaves its group, so that others take over at once; one that fails keeps its static membership,
     * so that whoever starts in its place gets its partitions without a rebalance (KIP-345, KIP-1092).
     */
    private void close(Consumer<byte[], byte[]> consumer, boolean leave) {
        if (consumer == null) {
            return;
        }
        try {
            consumer.close(CloseOptions.timeout(CLOSE_WITHIN)
                    .withGroupMembershipOperation(
                            leave ? GroupMembershipOperation.LEAVE_GROUP : GroupMembershipOperation.DEFAULT));
        } catch (KafkaException e) {
            LOG.warn("{}: the consumer did not close cleanly; the group notices by itself", intake.duty(), e);
        }
    }

    private static boolean isFinal(KafkaException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof FencedInstanceIdException
                    || cause instanceof AuthenticationException
                    || cause instanceof AuthorizationException
                    || cause instanceof RegistryRefusedException
                    || cause instanceof RecordTooLargeException
                    || cause instanceof InterruptException) {
                return true;
            }
        }
        return false;
    }

    private static String failure(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof FencedInstanceIdException) {
                return "Another process runs with the same instance id and has taken over. Give each its own.";
            }
            if (cause instanceof RecordTooLargeException) {
                return "A topic's max.message.bytes is smaller than the catalog says; see 'topics plan': "
                        + cause.getMessage();
            }
        }
        return e.toString();
    }

    private boolean stopping() {
        return stopSignal.getCount() == 0;
    }
}
