package io.verdict.connectors.runs;

import io.verdict.topics.ClusterConfig;
import java.time.Clock;

/** The runs of a cluster. */
public record KafkaRunLogs(ClusterConfig cluster, Clock clock) implements RunLogs {

    @Override
    public RunLog open(RunOrder order) {
        return KafkaRunLog.open(cluster, order, clock);
    }

    @Override
    public RunHistory read(String runId) {
        return RunArchive.read(cluster, runId);
    }
}
