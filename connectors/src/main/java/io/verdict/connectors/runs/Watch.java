package io.verdict.connectors.runs;

import io.verdict.events.CheckpointSaved;
import io.verdict.events.MetricValue;
import io.verdict.events.MetricsLogged;
import io.verdict.events.RunFailure;
import io.verdict.events.RunLimits;
import io.verdict.events.StepFinished;
import io.verdict.events.StepStarted;
import io.verdict.events.StoredObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Listens to one attempt of a trainer: writes what it reports, and knows when it, or the store that takes its checkpoint,
 * has been silent for too long. Once closed it takes nothing more, so that a trainer that was given up cannot write behind
 * the run's back. Thread-safe; whoever waits for the store holds nobody else up.
 */
final class Watch implements TrainingMonitor {

    private final RunLog log;
    private final RunObjects objects;
    private final RunLimits limits;
    private final StopSwitch stop;
    private final RunListener listener;
    private final AtomicReference<Double> billed;
    private final Clock clock;
    private final Instant began;
    private Instant lastSign;
    private RuntimeException thrown;
    private boolean closed;
    private boolean storing;

    Watch(RunLog log, RunObjects objects, RunLimits limits, Following following, Clock clock) {
        this.log = log;
        this.objects = objects;
        this.limits = limits;
        this.stop = following.stop();
        this.listener = following.listener();
        this.billed = following.billed();
        this.clock = clock;
        this.began = clock.instant();
        this.lastSign = began;
    }

    /**
     * Who ends a run from outside, and who follows it.
     *
     * @param billed seconds that whoever lends the machines bills; null while nobody does
     */
    record Following(StopSwitch stop, RunListener listener, AtomicReference<Double> billed) {
        Following(StopSwitch stop, RunListener listener) {
            this(stop, listener, new AtomicReference<>());
        }
    }

    @Override
    public synchronized void alive() {
        requireOpen();
        stop.asked().ifPresent(asked -> {
            throw remembered(new StopAsked(asked));
        });
        lastSign = clock.instant();
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("The run has given this trainer up");
        }
    }

    @Override
    public synchronized void progress(String what, long done, long total) {
        alive();
        listener.progress(what, done, total);
    }

    @Override
    public synchronized void passed(String name) {
        alive();
        String step = RunExecution.TRAIN + "/" + name;
        StepState known = log.history().steps().get(step);
        if (known != null && known.phase() != StepState.Phase.EARLIER) {
            return;
        }
        int attempt = known == null ? 1 : known.attempt() + 1;
        append(List.of(new StepStarted(step, attempt, List.of()), new StepFinished(step, attempt, List.of())));
        listener.step(step, attempt);
    }

    @Override
    public synchronized void billed(double seconds) {
        if (!closed) {
            billed.set(seconds);
        }
    }

    @Override
    public void epoch(int epoch, List<MetricValue> metrics, Optional<Path> checkpoint) {
        List<Object> facts = new ArrayList<>();
        synchronized (this) {
            alive();
            requireNumbers(metrics);
            facts.addAll(batches(metrics));
        }
        if (checkpoint.isPresent()) {
            facts.add(new CheckpointSaved(epoch, stored(checkpoint.get())));
        }
        synchronized (this) {
            requireOpen();
            if (!facts.isEmpty()) {
                append(facts);
            }
            listener.epoch(epoch, metrics);
            lastSign = clock.instant();
        }
    }

    /** Not under the lock: a store may hang, and the run must not hang with it. */
    private StoredObject stored(Path checkpoint) {
        storing(true);
        try {
            return objects.put(checkpoint, "ckpt");
        } catch (IOException e) {
            throw remembered(Faults.of(e));
        } finally {
            storing(false);
        }
    }

    private synchronized void storing(boolean now) {
        storing = now;
        lastSign = clock.instant();
    }

    private void append(List<?> facts) {
        try {
            log.append(facts);
        } catch (RunRefusedException e) {
            throw remembered(new TrainingFault(
                    RunFailure.TRAINER, "The trainer reports what cannot be: " + e.getMessage(), false, e));
        } catch (RunLogException e) {
            throw remembered(e);
        }
    }

    private static List<MetricsLogged> batches(List<MetricValue> metrics) {
        List<MetricsLogged> batches = new ArrayList<>();
        for (int from = 0; from < metrics.size(); from += RunRules.MOST_VALUES) {
            batches.add(new MetricsLogged(
                    List.copyOf(metrics.subList(from, Math.min(metrics.size(), from + RunRules.MOST_VALUES)))));
        }
        return batches;
    }

    private void requireNumbers(List<MetricValue> metrics) {
        for (MetricValue metric : metrics) {
            if (!Double.isFinite(metric.getValue())) {
                throw remembered(new TrainingFault(
                        RunFailure.NOT_A_NUMBER,
                        "The trainer reports %s as %s in epoch %d. It has diverged: lower the learning rate"
                                .formatted(metric.getName(), metric.getValue(), metric.getEpoch())));
            }
        }
    }

    /** What a trainer should have let through is known even if it did not. */
    private synchronized RuntimeException remembered(RuntimeException what) {
        if (thrown == null) {
            thrown = what;
        }
        return what;
    }

    /** What this has thrown at the trainer. */
    synchronized Optional<RuntimeException> thrown() {
        return Optional.ofNullable(thrown);
    }

    /** How long the trainer, or the store that takes its checkpoint, may go on without a sign; at least a millisecond. */
    synchronized Duration patience() {
        Instant now = clock.instant();
        Duration silence = Duration.between(now, lastSign.plusSeconds(limits.getSilenceSeconds()));
        Duration left = limits.getTotalSeconds() == null ? silence : least(silence, untilOver(now));
        return left.toMillis() < 1 ? Duration.ofMillis(1) : left;
    }

    /** Why the trainer is to be given up; empty if it may go on. */
    synchronized Optional<TrainingFault> overdue() {
        Instant now = clock.instant();
        if (limits.getTotalSeconds() != null && untilOver(now).toMillis() <= 0) {
            return Optional.of(new TrainingFault(
                    RunFailure.OVERTIME,
                    "The trainer took longer than the %d s that the run allows. Resume the run with more, it goes on from its last checkpoint"
                            .formatted(limits.getTotalSeconds())));
        }
        if (now.isBefore(lastSign.plusSeconds(limits.getSilenceSeconds()))) {
            return Optional.empty();
        }
        if (storing) {
            return Optional.of(new TrainingFault(
                    RunFailure.STORE,
                    "The object store has not taken a checkpoint for %d s. See to the store and resume the run, or allow longer silence"
                            .formatted(limits.getSilenceSeconds()),
                    true,
                    null));
        }
        return Optional.of(new TrainingFault(
                RunFailure.SILENCE,
                "The trainer has said nothing for %d s and was given up. Resume the run, or allow longer silence"
                        .formatted(limits.getSilenceSeconds())));
    }

    synchronized void close() {
        closed = true;
    }

    private Duration untilOver(Instant now) {
        return Duration.between(now, began.plusSeconds(limits.getTotalSeconds()));
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
