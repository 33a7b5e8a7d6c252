package io.verdict.launcher.runs;

import io.verdict.avro.RetryPolicy;
import io.verdict.connectors.runs.KafkaRunLog;
import io.verdict.connectors.runs.Means;
import io.verdict.connectors.runs.RunExecution;
import io.verdict.connectors.runs.RunListener;
import io.verdict.connectors.runs.RunLog;
import io.verdict.connectors.runs.RunOrder;
import io.verdict.connectors.runs.RunOutcome;
import io.verdict.connectors.runs.StopSwitch;
import io.verdict.connectors.runs.TrainingBackend;
import io.verdict.connectors.store.ObjectStore;
import io.verdict.topics.ClusterConfig;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/** Makes runs in this process, on the platform's log and store. Several may go on in parallel. */
public final class Trainer {

    private static final RetryPolicy RETRIES = new RetryPolicy(4, Duration.ofSeconds(2), Duration.ofSeconds(60));
    private static final String REGION = "local";

    private final ClusterConfig cluster;
    private final Clock clock;
    private final TrainingBackend backend;
    private final ObjectStore store;
    private final RunExecution execution;

    /**
     * A trainer.
     *
     * @param work folder for what runs need while they go on
     */
    public Trainer(ClusterConfig cluster, Clock clock, TrainingBackend backend, ObjectStore store, Path work) {
        this.cluster = cluster;
        this.clock = clock;
        this.backend = backend;
        this.store = store;
        Means means = new Means(backend, store, REGION, work, BuildCommit.find(), List.of());
        this.execution = new RunExecution(
                means, RETRIES, clock, RandomGenerator.getDefault(), time -> Thread.sleep(time.toMillis()));
    }

    /** Begins a run or goes on with it; see {@link RunExecution#run}. */
    public RunOutcome run(RunOrder order, StopSwitch stop, RunListener listener) throws InterruptedException {
        try (RunLog log = KafkaRunLog.open(cluster, order, clock)) {
            return execution.run(order, log, stop, listener);
        }
    }

    TrainingBackend backend() {
        return backend;
    }

    ClusterConfig cluster() {
        return cluster;
    }

    Clock clock() {
        return clock;
    }

    ObjectStore store() {
        return store;
    }
}
