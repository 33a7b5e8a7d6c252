package io.verdict.launcher.scenario;

import io.verdict.connectors.runs.FollowUp;
import io.verdict.connectors.runs.KafkaRunLogs;
import io.verdict.connectors.runs.RunListener;
import io.verdict.connectors.runs.TrainingBackend;
import io.verdict.launcher.candidate.Candidates;
import io.verdict.launcher.candidate.VersionName;
import io.verdict.launcher.platform.Platform;
import io.verdict.launcher.registry.Actor;
import io.verdict.launcher.runs.Trainer;
import io.verdict.launcher.runs.TrainerService;
import io.verdict.launcher.runs.Trainers;
import io.verdict.launcher.runs.TrainingRequests;
import io.verdict.launcher.train.DatasetPhotos;
import io.verdict.launcher.train.LocalBackends;
import io.verdict.launcher.train.RequestedVersions;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Role;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * {@code run trainer --register next} in this process: makes the runs that are asked for, and registers and evaluates what
 * comes of them, on a thread of its own until closed.
 */
final class StandingTrainer implements AutoCloseable {

    private final TrainerService service;
    private final Thread thread;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    private StandingTrainer(TrainerService service) {
        this.service = service;
        this.thread = new Thread(this::work, "standing-trainer");
    }

    /** @param work folder for what runs need while they go on */
    static StandingTrainer start(Platform platform, Path work, Clock clock, RunListener listener) {
        ClusterConfig cluster = platform.cluster(Role.TRAINER);
        Path photos = work.resolve("photos");
        List<FollowUp> after = new Candidates(
                        platform.cluster(Role.REGISTRY_GATEWAY),
                        platform.store(),
                        new DatasetPhotos(platform.store(), photos),
                        clock)
                .steps(new Actor("trainer", Role.DATA_SCIENTIST.identity()), VersionName.nextNumber());
        Map<String, Trainer> trainers = new HashMap<>();
        for (TrainingBackend backend :
                new LocalBackends(platform.store(), photos).byName().values()) {
            trainers.put(
                    backend.name(),
                    new Trainer(
                            new KafkaRunLogs(cluster, clock),
                            clock,
                            backend,
                            platform.store(),
                            work.resolve("training"),
                            after));
        }
        StandingTrainer trainer = new StandingTrainer(new TrainerService(
                cluster,
                "scenario",
                new Trainers(trainers),
                new TrainingRequests(cluster, clock),
                new RequestedVersions(cluster, platform.store()),
                listener));
        trainer.thread.start();
        return trainer;
    }

    /** What has ended it, if something but {@link #close} has. */
    Optional<String> fault() {
        return Optional.ofNullable(failure.get()).map(thrown -> "The trainer has ended: " + thrown.getMessage());
    }

    private void work() {
        try {
            service.run(() -> {});
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            failure.set(e);
        }
    }

    @Override
    public void close() {
        service.close();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                // The platform must not go before the run has let go of the log.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
