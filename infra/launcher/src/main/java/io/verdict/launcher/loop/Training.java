package io.verdict.launcher.loop;

import io.verdict.avro.EventIds;
import io.verdict.connectors.runs.KafkaRunLogs;
import io.verdict.connectors.runs.RunArchive;
import io.verdict.connectors.runs.RunListener;
import io.verdict.connectors.runs.RunOrder;
import io.verdict.connectors.runs.RunOutcome;
import io.verdict.connectors.runs.StopSwitch;
import io.verdict.connectors.runs.TrainingBackend;
import io.verdict.connectors.training.DetectorBackend;
import io.verdict.events.DeclaredPrice;
import io.verdict.events.RunLimits;
import io.verdict.events.RunStop;
import io.verdict.events.TrainingParent;
import io.verdict.events.TrainingRequested;
import io.verdict.events.TrainingSpec;
import io.verdict.launcher.candidate.Candidates;
import io.verdict.launcher.candidate.VersionName;
import io.verdict.launcher.evaluate.EvaluationReport;
import io.verdict.launcher.platform.Platform;
import io.verdict.launcher.runs.Trainer;
import io.verdict.launcher.runs.TrainingRequests;
import io.verdict.launcher.train.DatasetPhotos;
import io.verdict.launcher.train.DatasetVersions;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Role;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Asks for runs and makes them, up to the evaluated version. For one thread. */
final class Training {

    private static final int SILENCE_SECONDS = 600;

    private final Platform platform;
    private final Clock clock;
    private final LoopPlan plan;
    private final Path work;
    private final StopSwitch stop = new StopSwitch();
    private final RunListener listener;

    /**
     * Training on a platform.
     *
     * @param work folder for what runs need while they go on
     */
    Training(Platform platform, LoopPlan plan, Path work, Clock clock, RunListener listener) {
        this.platform = platform;
        this.clock = clock;
        this.plan = plan;
        this.work = work;
        this.listener = listener;
    }

    /**
     * A run that has ended well.
     *
     * @param report what the platform measured of its version
     * @param seconds of its steps, by their names
     */
    record Made(String runId, EvaluationReport report, Map<String, Double> seconds) {}

    /**
     * Makes a run, registers what comes of it, and evaluates that.
     *
     * @param parent the run to fine-tune from; empty to begin with random weights
     * @throws LoopException if the run does not finish
     */
    Made run(String version, DatasetVersions.Choice data, Map<String, String> parameters, Optional<String> parent)
            throws InterruptedException {
        DatasetPhotos photos = new DatasetPhotos(platform.store(), work.resolve("photos"));
        TrainingBackend backend = new DetectorBackend(photos);
        TrainingSpec spec = new TrainingSpec(
                plan.model(),
                backend.name(),
                data.learning(),
                data.looking().orElse(null),
                parent.map(this::checkpoint).orElse(null),
                backend.parameters(parameters, LoopPlan.THREADS),
                plan.seed(),
                LoopPlan.THREADS,
                new RunLimits(SILENCE_SECONDS, null),
                new DeclaredPrice(new BigDecimal("0.0000"), "USD"));
        ClusterConfig cluster = platform.cluster(Role.TRAINER);
        RunOrder order = new TrainingRequests(cluster, clock)
                .ask(EventIds.next(clock), plan.subject().scientist().name(), new TrainingRequested(spec, null, null));
        AtomicReference<EvaluationReport> report = new AtomicReference<>();
        ClusterConfig gateway = platform.cluster(Role.REGISTRY_GATEWAY);
        Trainer trainer = new Trainer(
                new KafkaRunLogs(cluster, clock),
                clock,
                backend,
                platform.store(),
                work,
                new Candidates(gateway, platform.store(), photos, clock)
                        .steps(
                                plan.subject().scientist(),
                                VersionName.fixed(version),
                                (done, total) -> listener.progress("Evaluating", done, total),
                                found -> report.set((EvaluationReport) found)));
        StepTimes times = new StepTimes(listener, clock);
        RunOutcome outcome = trainer.run(order, stop, times);
        if (outcome instanceof RunOutcome.Finished) {
            return new Made(order.runId(), report.get(), times.seconds());
        }
        throw new LoopException("Run %s has not finished: %s".formatted(order.runId(), why(outcome)));
    }

    /** Ends the run that goes on; any thread. */
    void stop(String reason) {
        stop.stop(RunStop.PERSON, reason);
    }

    private static String why(RunOutcome outcome) {
        if (outcome instanceof RunOutcome.Failed failed) {
            return failed.fact().getReason();
        }
        return outcome instanceof RunOutcome.Stopped stopped ? stopped.fact().getReason() : "";
    }

    private TrainingParent checkpoint(String runId) {
        return RunArchive.read(platform.cluster(Role.TRAINER), runId)
                .checkpoint()
                .map(saved -> new TrainingParent(runId, null, saved.getObject()))
                .orElseThrow(() -> new LoopException("Run " + runId + " has no checkpoint to go on from"));
    }
}
