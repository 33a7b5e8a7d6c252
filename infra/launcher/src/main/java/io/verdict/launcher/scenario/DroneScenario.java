package io.verdict.launcher.scenario;

import io.verdict.connectors.ingest.UploadException;
import io.verdict.connectors.runs.RunListener;
import io.verdict.launcher.evaluate.EvaluationReport;
import io.verdict.launcher.loop.Lap;
import io.verdict.launcher.loop.Loop;
import io.verdict.launcher.loop.LoopException;
import io.verdict.launcher.loop.LoopListener;
import io.verdict.launcher.loop.LoopResult;
import io.verdict.launcher.platform.Platform;
import io.verdict.launcher.registry.AsOf;
import io.verdict.launcher.registry.ModelArchive;
import io.verdict.topics.Role;
import io.verdict.topics.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * SYS-2 from the first flight to decisions: the loop of {@link Loop} about aerial scenes, once around, on a platform where
 * the shipped model decides on photos of cars; then new scenes and photos of cars come, and each model decides on its own.
 *
 * <p>Single use, on the calling thread, which may be interrupted to end it.
 */
public final class DroneScenario {

    /** So far away that new scenes are none of those that were labelled. */
    private static final long LATER_SEEDS = 500_000_000L;

    private static final String JOB = "aerial-boxes";

    private final Platform platform;
    private final DronePlan plan;
    private final Clock clock;
    private final LoopListener listener;
    private final Loop loop;
    private final AerialScenes scenes;
    private EvaluationReport measured;

    /**
     * A scenario.
     *
     * @param platform with log, apps and the shipped model, and without a consumer
     * @param cars the shipped model, which decides on photos of all sources but that of the drones
     * @param work folder for decoded photos, runs and label files; may be lost
     */
    public DroneScenario(
            Platform platform, DronePlan plan, String cars, Path work, Clock clock, LoopListener listener) {
        this.platform = platform;
        this.plan = plan;
        this.clock = clock;
        this.listener = listener;
        this.scenes = new AerialScenes(new GroundTruthJob(JOB), Set.of(cars));
        this.loop = new Loop(platform, plan.loop(scenes), work, clock, new Remembering());
    }

    /**
     * Goes all the way.
     *
     * @throws LoopException saying which step could not be taken, and why
     * @throws UploadException if a photo could not become a fact
     * @throws IOException if the store does not answer
     */
    public DroneResult run() throws IOException, UploadException, InterruptedException {
        Instant begin = clock.instant();
        LoopResult result = loop.run();
        List<Lap> laps = new ArrayList<>(result.rounds().get(0).laps());
        String version = result.rounds().get(0).version();
        String step = "new scenes decided";
        listener.begins(version, step);
        Instant from = clock.instant();
        Decided decided =
                new Newcomers(platform, clock, scenes).bring(plan.seed() + LATER_SEEDS, plan.later(), plan.cars());
        Lap lap = new Lap(step, seconds(from), "%s: %s".formatted(Topics.DETECTIONS.name(), decided.where()));
        laps.add(lap);
        listener.done(version, lap);
        return new DroneResult(
                result.rounds().get(0),
                laps,
                DroneResult.Accuracies.of(measured),
                standing(version),
                decided,
                plan.declaration().model(),
                seconds(begin));
    }

    /** Ends the training run that goes on at its next sign of life; any thread. */
    public void stop(String reason) {
        loop.stop(reason);
    }

    private Standing standing(String version) {
        String model = plan.declaration().model();
        return ModelArchive.read(platform.cluster(Role.REGISTRY_GATEWAY), AsOf.now(), model)
                .find(model)
                .map(known -> Standing.of(known, version))
                .orElseThrow(() -> new LoopException("The model %s is not declared any more".formatted(model)));
    }

    private double seconds(Instant since) {
        return Duration.between(since, clock.instant()).toMillis() / 1000.0;
    }

    /** Keeps what was measured, and hands everything on. */
    private final class Remembering implements LoopListener {
        @Override
        public void begins(String version, String step) {
            listener.begins(version, step);
        }

        @Override
        public void done(String version, Lap lap) {
            listener.done(version, lap);
        }

        @Override
        public void measured(EvaluationReport report) {
            measured = report;
            listener.measured(report);
        }

        @Override
        public RunListener runs() {
            return listener.runs();
        }
    }
}
