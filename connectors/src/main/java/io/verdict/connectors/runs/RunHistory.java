package io.verdict.connectors.runs;

import io.verdict.connectors.runs.StepState.Phase;
import io.verdict.events.ArtifactProduced;
import io.verdict.events.CheckpointSaved;
import io.verdict.events.MetricValue;
import io.verdict.events.MetricsLogged;
import io.verdict.events.RunEvent;
import io.verdict.events.RunFailed;
import io.verdict.events.RunFinished;
import io.verdict.events.RunResumed;
import io.verdict.events.RunSetting;
import io.verdict.events.RunStarted;
import io.verdict.events.RunStopped;
import io.verdict.events.StepFailed;
import io.verdict.events.StepFinished;
import io.verdict.events.StepRetried;
import io.verdict.events.StepStarted;
import io.verdict.events.StoredObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run as its facts make it. Folding the same facts gives the same history; a fact that cannot follow is refused
 * ({@link RunRules}). Asks neither clock nor log. Not thread-safe.
 */
public final class RunHistory {

    private static final double NANOS = 1e9;

    private final String runId;
    private final Map<String, StepState> steps = new LinkedHashMap<>();
    private final Map<String, StoredObject> artifacts = new LinkedHashMap<>();
    private final List<MetricValue> metrics = new ArrayList<>();
    private RunStatus status = RunStatus.ABSENT;
    private long revision;
    private RunStarted started;
    private RunSetting setting;
    private CheckpointSaved checkpoint;
    private Object end;
    private Instant startedAt;
    private Instant partBegan;
    private Instant lastAt;
    private double secondsBefore;
    private int resumptions;
    private String correlationId;

    public RunHistory(String runId) {
        this.runId = runId;
    }

    /** The history of a run's facts in their order. */
    public static RunHistory of(String runId, Collection<RunEvent> events) {
        RunHistory history = new RunHistory(runId);
        events.forEach(history::apply);
        return history;
    }

    /** A history that goes its own way from here. */
    RunHistory copy() {
        RunHistory copy = new RunHistory(runId);
        copy.steps.putAll(steps);
        copy.artifacts.putAll(artifacts);
        copy.metrics.addAll(metrics);
        copy.status = status;
        copy.revision = revision;
        copy.started = started;
        copy.setting = setting;
        copy.checkpoint = checkpoint;
        copy.end = end;
        copy.startedAt = startedAt;
        copy.partBegan = partBegan;
        copy.lastAt = lastAt;
        copy.secondsBefore = secondsBefore;
        copy.resumptions = resumptions;
        copy.correlationId = correlationId;
        return copy;
    }

    /**
     * Takes the next fact.
     *
     * @throws RunRefusedException if it cannot follow; the history is then as before
     */
    public void apply(RunEvent event) {
        Optional<String> refusal = event.getRevision() != revision + 1
                ? Optional.of("fact %d follows fact %d".formatted(event.getRevision(), revision))
                : refusal(event.getFact());
        if (refusal.isPresent()) {
            throw new RunRefusedException("Run %s: %s".formatted(runId, refusal.get()));
        }
        revision = event.getRevision();
        lastAt = event.getMeta().getTime();
        take(event);
    }

    /** Why a fact cannot come next; empty if it can. */
    public Optional<String> refusal(Object fact) {
        return RunRules.refusal(this, fact);
    }

    private void take(RunEvent event) {
        Object fact = event.getFact();
        if (fact instanceof RunStarted begun) {
            started = begun;
            startedAt = lastAt;
            correlationId = event.getMeta().getCorrelationId();
            begin(begun.getSetting(), 0);
        } else if (fact instanceof RunResumed resumed) {
            resumptions++;
            end = null;
            steps.replaceAll((name, step) -> step.in(Phase.EARLIER));
            artifacts.clear();
            forgetAfter(resumed.getEpoch());
            begin(resumed.getSetting(), resumed.getSecondsBefore());
        } else if (fact instanceof MetricsLogged logged) {
            metrics.addAll(logged.getValues());
        } else if (fact instanceof CheckpointSaved saved) {
            checkpoint = saved;
        } else if (fact instanceof ArtifactProduced produced) {
            artifacts.put(produced.getName(), produced.getObject());
        } else if (fact instanceof RunFinished) {
            end(RunStatus.FINISHED, fact);
        } else if (fact instanceof RunFailed) {
            end(RunStatus.FAILED, fact);
        } else if (fact instanceof RunStopped) {
            end(RunStatus.STOPPED, fact);
        } else {
            takeStep(fact);
        }
    }

    private void takeStep(Object fact) {
        if (fact instanceof StepStarted begun) {
            steps.put(
                    begun.getStep(),
                    new StepState(begun.getStep(), begun.getAttempt(), Phase.OPEN, begun.getInputs(), List.of()));
        } else if (fact instanceof StepRetried retried) {
            steps.computeIfPresent(retried.getStep(), (name, step) -> step.in(Phase.WAITING));
            if (retried.getStep().equals(RunExecution.TRAIN)) {
                forgetAfter(checkpoint == null ? 0 : checkpoint.getEpoch());
            }
        } else if (fact instanceof StepFinished finished) {
            steps.computeIfPresent(finished.getStep(), (name, step) -> step.done(finished.getOutputs()));
        } else if (fact instanceof StepFailed failed) {
            steps.computeIfPresent(failed.getStep(), (name, step) -> step.in(Phase.FAILED));
        }
    }

    /** Epochs after the one that is gone on from are trained, and told, once more. */
    private void forgetAfter(int epoch) {
        metrics.removeIf(value -> value.getEpoch() > epoch);
    }

    private void begin(RunSetting by, double before) {
        status = RunStatus.RUNNING;
        setting = by;
        partBegan = lastAt;
        secondsBefore = before;
    }

    private void end(RunStatus reached, Object fact) {
        status = reached;
        end = fact;
    }

    /** Seconds that were worked on it up to a moment of the part that runs now, or in all once it has ended. */
    public double secondsAt(Instant moment) {
        if (end instanceof RunFinished finished) {
            return finished.getSeconds();
        }
        if (end instanceof RunFailed failed) {
            return failed.getSeconds();
        }
        if (end instanceof RunStopped stopped) {
            return stopped.getSeconds();
        }
        Duration part = partBegan == null ? Duration.ZERO : Duration.between(partBegan, moment);
        return secondsBefore + Math.max(0, part.toNanos() / NANOS);
    }

    /** Seconds that were worked on it as far as its facts show; what came after the last one is lost. */
    public double secondsShown() {
        return lastAt == null ? 0 : secondsAt(lastAt);
    }

    /** Values of one metric by epoch, in their order. */
    public List<MetricValue> metric(String name) {
        return metrics.stream().filter(value -> value.getName().equals(name)).toList();
    }

    public String runId() {
        return runId;
    }

    public RunStatus status() {
        return status;
    }

    /** How many facts there are. */
    public long revision() {
        return revision;
    }

    /** How it began; empty if it has not. */
    public Optional<RunStarted> started() {
        return Optional.ofNullable(started);
    }

    /** What makes, or made, its latest part. */
    public Optional<RunSetting> setting() {
        return Optional.ofNullable(setting);
    }

    /** What it can go on from. */
    public Optional<CheckpointSaved> checkpoint() {
        return Optional.ofNullable(checkpoint);
    }

    /** Steps by name, in the order in which they first began. */
    public Map<String, StepState> steps() {
        return Map.copyOf(steps);
    }

    /** Steps in the order in which they first began. */
    public List<StepState> stepsInOrder() {
        return List.copyOf(steps.values());
    }

    /** What it has made, by name. */
    public Map<String, StoredObject> artifacts() {
        return new LinkedHashMap<>(artifacts);
    }

    /** Every metric value that counts. */
    public List<MetricValue> metrics() {
        return List.copyOf(metrics);
    }

    /** The fact that ended it. */
    public Optional<Object> end() {
        return Optional.ofNullable(end);
    }

    public Optional<Instant> startedAt() {
        return Optional.ofNullable(startedAt);
    }

    /** When its latest fact happened. */
    public Optional<Instant> lastAt() {
        return Optional.ofNullable(lastAt);
    }

    public int resumptions() {
        return resumptions;
    }

    /** What its facts are correlated by. */
    public Optional<String> correlationId() {
        return Optional.ofNullable(correlationId);
    }
}
