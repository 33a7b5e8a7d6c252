package io.verdict.launcher.runs;

import io.verdict.avro.RetryPolicy;
import io.verdict.connectors.runs.FollowUp;
import io.verdict.connectors.runs.Means;
import io.verdict.connectors.runs.RunExecution;
import io.verdict.connectors.runs.RunListener;
import io.verdict.connectors.runs.RunLog;
import io.verdict.connectors.runs.RunLogs;
import io.verdict.connectors.runs.RunOrder;
import io.verdict.connectors.runs.RunOutcome;
import io.verdict.connectors.runs.Sleeper;
import io.verdict.connectors.runs.StopSwitch;
import io.verdict.connectors.runs.TrainingBackend;
import io.verdict.connectors.store.ObjectStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/** Makes runs in this process, on the platform's log and store. Several may go on in parallel. */
public final class Trainer {

    private static final RetryPolicy RETRIES = new RetryPolicy(4, Duration.ofSeconds(2), Duration.ofSeconds(60));
    private static final String REGION = "local";

    private final RunLogs logs;
    private final Clock clock;
    private final TrainingBackend backend;
    private final ObjectStore store;
    private final RunExecution execution;

    /**
     * A trainer.
     *
     * @param work folder for what runs need while they go on
     */
    public Trainer(RunLogs logs, Clock clock, TrainingBackend backend, ObjectStore store, Path work) {
        this(logs, clock, backend, store, work, List.of());
    }

    /**
     * A trainer whose runs go on after their artifact is stored.
     *
     * @param after the steps, in order
     */
    public Trainer(
            RunLogs logs, Clock clock, TrainingBackend backend, ObjectStore store, Path work, List<FollowUp> after) {
        this(
                logs,
                clock,
                new Means(backend, store, REGION, work, BuildCommit.find(), after),
                time -> Thread.sleep(time.toMillis()));
    }

    Trainer(RunLogs logs, Clock clock, Means means, Sleeper sleeper) {
        this.logs = logs;
        this.clock = clock;
        this.backend = means.backend();
        this.store = means.store();
        this.execution = new RunExecution(means, RETRIES, clock, RandomGenerator.getDefault(), sleeper);
    }

    /** Begins a run or goes on with it; see {@link RunExecution#run}. */
    public RunOutcome run(RunOrder order, StopSwitch stop, RunListener listener) throws InterruptedException {
        try (RunLog log = logs.open(order)) {
            return execution.run(order, log, stop, listener);
        }
    }

    TrainingBackend backend() {
        return backend;
    }

    RunLogs logs() {
        return logs;
    }

    Clock clock() {
        return clock;
    }

    ObjectStore store() {
        return store;
    }
}
