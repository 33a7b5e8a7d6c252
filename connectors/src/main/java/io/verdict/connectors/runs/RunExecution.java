package io.verdict.connectors.runs;

import io.verdict.avro.RetryPolicy;
import io.verdict.connectors.runs.RunSteps.Done;
import io.verdict.events.ArtifactProduced;
import io.verdict.events.CheckpointSaved;
import io.verdict.events.NamedContent;
import io.verdict.events.RunFailed;
import io.verdict.events.RunFinished;
import io.verdict.events.RunResumed;
import io.verdict.events.RunSetting;
import io.verdict.events.RunStarted;
import io.verdict.events.RunStopped;
import io.verdict.events.StepFailed;
import io.verdict.events.StoredObject;
import io.verdict.events.TrainingSpec;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Makes runs: begins one or goes on with it, validates the data, trains, stores the artifact, takes the steps after it,
 * and leaves on the log whatever happened. One at a time per log; several with logs of their own may go on in parallel.
 */
public final class RunExecution {

    static final String VALIDATE = "validate";
    static final String TRAIN = "train";
    static final String PUBLISH = "publish";

    private final Means means;
    private final RetryPolicy retries;
    private final Clock clock;
    private final RandomGenerator random;
    private final Sleeper sleeper;

    public RunExecution(Means means, RetryPolicy retries, Clock clock, RandomGenerator random, Sleeper sleeper) {
        this.means = means;
        this.retries = retries;
        this.clock = clock;
        this.random = random;
        this.sleeper = sleeper;
    }

    /**
     * Begins the run that is asked for, or goes on with it from its last checkpoint. A run that is finished is left as it
     * is.
     *
     * @throws RunRefusedException if a run of that name is something else
     * @throws RunLogException if the log does not take the run's facts: it can be resumed
     * @throws InterruptedException if the thread is interrupted between a trainer's signs of life: it can be resumed
     */
    public RunOutcome run(RunOrder order, RunLog log, StopSwitch stop, RunListener listener)
            throws InterruptedException {
        Optional<RunOutcome> before = begin(order, log);
        if (before.isPresent()) {
            return before.get();
        }
        RunHistory history = log.history();
        Watch.Following following = new Watch.Following(stop, listener);
        try {
            return steps(order, log, following);
        } catch (StopAsked e) {
            double seconds = history.secondsAt(clock.instant());
            RunStopped stopped = new RunStopped(
                    e.stop().by(), e.stop().reason(), seconds, cost(history, following, seconds), currency(history));
            log.append(List.of(stopped));
            return new RunOutcome.Stopped(stopped);
        } catch (StepFault e) {
            double seconds = history.secondsAt(clock.instant());
            RunFailed failed = new RunFailed(
                    e.fault().failure(),
                    e.getMessage(),
                    e.step(),
                    seconds,
                    cost(history, following, seconds),
                    currency(history));
            log.append(List.of(new StepFailed(e.step(), e.attempt(), e.getMessage()), failed));
            return new RunOutcome.Failed(failed);
        }
    }

    private Optional<RunOutcome> begin(RunOrder order, RunLog log) {
        RunHistory history = log.history();
        TrainingSpec spec = order.request().getSpec();
        if (history.started().isEmpty()) {
            RunSetting setting = means.setting();
            log.append(List.of(new RunStarted(
                    spec,
                    setting,
                    order.author(),
                    order.request().getRepeatOf(),
                    order.request().getTrialOf())));
            return Optional.empty();
        }
        RunStarted started = history.started().get();
        List<String> differences = SpecDifference.between(started.getSpec(), spec);
        if (!differences.isEmpty()) {
            throw new RunRefusedException("There is a run %s already, and it is another one (%s). Choose another name"
                    .formatted(order.runId(), String.join("; ", differences)));
        }
        if (history.end().orElse(null) instanceof RunFinished finished) {
            Map.Entry<String, StoredObject> artifact =
                    history.artifacts().entrySet().iterator().next();
            return Optional.of(new RunOutcome.Finished(finished, artifact.getKey(), artifact.getValue()));
        }
        String version = started.getSetting().getTrainerVersion();
        if (!version.equals(means.backend().version())) {
            throw new RunRefusedException("Run %s was begun by %s %s; %s would not come to the same. Start a new run"
                    .formatted(
                            order.runId(),
                            means.backend().name(),
                            version,
                            means.backend().version()));
        }
        log.append(List.of(resumption(history)));
        return Optional.empty();
    }

    private RunResumed resumption(RunHistory history) {
        Optional<CheckpointSaved> last = history.checkpoint();
        return new RunResumed(
                last.map(CheckpointSaved::getEpoch).orElse(0),
                last.map(CheckpointSaved::getObject).orElse(null),
                means.setting(),
                history.secondsShown());
    }

    private RunOutcome steps(RunOrder order, RunLog log, Watch.Following following) throws InterruptedException {
        RunObjects objects = new RunObjects(means.store(), means.region(), order.runId(), clock);
        RunSteps steps = new RunSteps(log, following, new RunSteps.Retrying(retries, random, sleeper));
        // The first part's limits are its own; whoever resumes may allow more.
        TrainingSpec spec = order.request().getSpec();
        List<NamedContent> inputs = inputs(spec);
        try (Workplace workplace = Workplace.in(means.work(), order.runId())) {
            steps.take(VALIDATE, () -> inputs, () -> {
                Watch watch = new Watch(log, objects, spec.getLimits(), following, clock);
                Path folder = workplace.newFolder();
                return WatchedCall.of(watch, () -> {
                    means.backend().validate(spec, folder, watch);
                    return Done.nothing();
                });
            });
            Trained trained = steps.take(TRAIN, () -> withCheckpoint(inputs, log), () -> {
                Watch watch = new Watch(log, objects, spec.getLimits(), following, clock);
                TrainingJob job = job(order, spec, log.history().checkpoint(), objects, workplace.newFolder());
                Trained made = WatchedCall.of(watch, () -> means.backend().train(job, watch));
                return new Done<>(made, List.of(new NamedContent(made.name(), Artifacts.require(made))), List.of());
            });
            StoredObject artifact = publish(steps, log, objects, trained);
            RunStarted started = log.history().started().orElseThrow();
            for (FollowUp next : means.after()) {
                List<NamedContent> made = List.of(new NamedContent(trained.name(), artifact.getSha256()));
                steps.take(
                        next.name(),
                        () -> made,
                        () -> new Done<>(null, next.run(order.runId(), started, artifact), List.of()));
            }
            return finish(log, following, trained, artifact);
        }
    }

    private StoredObject publish(RunSteps steps, RunLog log, RunObjects objects, Trained trained)
            throws InterruptedException {
        List<NamedContent> inputs = log.history().steps().get(TRAIN).outputs();
        return steps.take(PUBLISH, () -> inputs, () -> {
            StoredObject stored = objects.put(trained.artifact(), Artifacts.extension(trained.name()));
            return new Done<>(
                    stored,
                    List.of(new NamedContent(trained.name(), stored.getSha256())),
                    List.of(new ArtifactProduced(trained.name(), stored)));
        });
    }

    private RunOutcome finish(RunLog log, Watch.Following following, Trained trained, StoredObject artifact) {
        RunHistory history = log.history();
        double seconds = history.secondsAt(clock.instant());
        Map<String, Double> claims = new TreeMap<>();
        // The last value of each metric is on the log; the trainer may know none if it only had to put an end to it.
        history.metrics().forEach(value -> claims.put(value.getName(), value.getValue()));
        claims.putAll(trained.claims());
        RunFinished finished = new RunFinished(claims, seconds, cost(history, following, seconds), currency(history));
        log.append(List.of(finished));
        return new RunOutcome.Finished(finished, trained.name(), artifact);
    }

    private static TrainingJob job(
            RunOrder order, TrainingSpec spec, Optional<CheckpointSaved> last, RunObjects objects, Path folder)
            throws IOException {
        Optional<Path> checkpoint = last.isEmpty()
                ? Optional.empty()
                : Optional.of(objects.fetch(last.get().getObject(), folder.resolve("from.ckpt")));
        // A checkpoint has everything of the parent that still matters.
        Optional<Path> parent = spec.getParent() == null || checkpoint.isPresent()
                ? Optional.empty()
                : Optional.of(objects.fetch(spec.getParent().getCheckpoint(), folder.resolve("parent.ckpt")));
        return new TrainingJob(order.runId(), spec, folder, checkpoint, parent);
    }

    private static List<NamedContent> inputs(TrainingSpec spec) {
        List<NamedContent> inputs = new ArrayList<>();
        inputs.add(new NamedContent("data", spec.getData().getDataset().getSha256()));
        if (spec.getValidation() != null) {
            inputs.add(new NamedContent(
                    "validation", spec.getValidation().getDataset().getSha256()));
        }
        if (spec.getParent() != null) {
            inputs.add(
                    new NamedContent("parent", spec.getParent().getCheckpoint().getSha256()));
        }
        return inputs;
    }

    private static List<NamedContent> withCheckpoint(List<NamedContent> inputs, RunLog log) {
        List<NamedContent> all = new ArrayList<>(inputs);
        log.history()
                .checkpoint()
                .ifPresent(saved ->
                        all.add(new NamedContent("checkpoint", saved.getObject().getSha256())));
        return all;
    }

    /** Whoever lends machines knows better than our clock what they are billed for. */
    private static BigDecimal cost(RunHistory history, Watch.Following following, double seconds) {
        Double billed = following.billed().get();
        return RunCost.of(
                history.started().orElseThrow().getSpec().getDeclaredPrice(), billed == null ? seconds : billed);
    }

    private static String currency(RunHistory history) {
        return history.started().orElseThrow().getSpec().getDeclaredPrice().getCurrency();
    }
}
