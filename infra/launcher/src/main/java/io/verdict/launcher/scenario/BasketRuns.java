package io.verdict.launcher.scenario;

import io.verdict.avro.EventIds;
import io.verdict.connectors.classifier.ClassifierBackend;
import io.verdict.connectors.runs.KafkaRunLogs;
import io.verdict.connectors.runs.RunListener;
import io.verdict.connectors.runs.RunOrder;
import io.verdict.connectors.runs.RunOutcome;
import io.verdict.connectors.runs.StopSwitch;
import io.verdict.connectors.runs.TrainingBackend;
import io.verdict.connectors.studio.ProgressListener;
import io.verdict.connectors.tabular.StoredTables;
import io.verdict.connectors.trees.TabularLearner;
import io.verdict.events.DeclaredPrice;
import io.verdict.events.RunLimits;
import io.verdict.events.RunStop;
import io.verdict.events.TrainingRequested;
import io.verdict.events.TrainingSpec;
import io.verdict.launcher.candidate.Candidates;
import io.verdict.launcher.candidate.VersionName;
import io.verdict.launcher.evaluate.ClassificationReport;
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
import java.util.concurrent.atomic.AtomicReference;

/** Asks for runs on tables and makes them, up to the version that the platform has evaluated. For one thread. */
final class BasketRuns {

    private static final int SILENCE_SECONDS = 600;
    private static final int THREADS = 2;

    private final Platform platform;
    private final Clock clock;
    private final Path work;
    private final RunListener listener;
    private final StopSwitch stop = new StopSwitch();

    /** @param work folder for what runs need while they go on */
    BasketRuns(Platform platform, Clock clock, Path work, RunListener listener) {
        this.platform = platform;
        this.clock = clock;
        this.work = work;
        this.listener = listener;
    }

    /**
     * A run that has ended well.
     *
     * @param report what the platform measured of its version
     */
    record Made(String runId, ClassificationReport report) {}

    /** The back end that learns from rows. */
    TrainingBackend backend() {
        return new ClassifierBackend(TabularLearner.create(), new StoredTables(platform.store()));
    }

    /**
     * Makes a run, registers what comes of it, and evaluates that.
     *
     * @param version name of the version that it is to become
     * @throws ScenarioException if the run does not finish
     */
    Made run(
            TrainingBackend backend,
            String model,
            String version,
            DatasetVersions.Choice data,
            Map<String, String> parameters,
            long seed)
            throws InterruptedException {
        TrainingSpec spec = new TrainingSpec(
                model,
                backend.name(),
                data.learning(),
                data.looking().orElse(null),
                null,
                backend.parameters(parameters, THREADS),
                seed,
                THREADS,
                new RunLimits(SILENCE_SECONDS, null),
                new DeclaredPrice(new BigDecimal("0.0000"), "USD"));
        ClusterConfig cluster = platform.cluster(Role.TRAINER);
        RunOrder order = new TrainingRequests(cluster, clock)
                .ask(EventIds.next(clock), Cast.SCIENTIST.name(), new TrainingRequested(spec, null, null));
        AtomicReference<ClassificationReport> report = new AtomicReference<>();
        Candidates candidates = new Candidates(
                platform.cluster(Role.REGISTRY_GATEWAY),
                platform.store(),
                new DatasetPhotos(platform.store(), work.resolve("photos")),
                clock);
        Trainer trainer = new Trainer(
                new KafkaRunLogs(cluster, clock),
                clock,
                backend,
                platform.store(),
                work,
                candidates.steps(
                        Cast.SCIENTIST,
                        VersionName.fixed(version),
                        ProgressListener.silent(),
                        found -> report.set((ClassificationReport) found)));
        RunOutcome outcome = trainer.run(order, stop, listener);
        if (outcome instanceof RunOutcome.Finished) {
            return new Made(order.runId(), report.get());
        }
        throw new ScenarioException("Run %s has not finished: %s".formatted(order.runId(), why(outcome)));
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
}
