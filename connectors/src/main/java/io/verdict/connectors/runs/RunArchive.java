package io.verdict.connectors.runs;

import io.verdict.events.RunEvent;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Topics;
import io.verdict.topics.scan.TopicScan;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Runs read from the log, from its beginning to its end as it is at that moment. */
public final class RunArchive {

    private RunArchive() {}

    /** One run; without a fact if there is none of that name. */
    public static RunHistory read(ClusterConfig cluster, String runId) {
        RunHistory history = new RunHistory(runId);
        each(cluster, event -> {
            if (event.getRunId().equals(runId)) {
                history.apply(event);
            }
        });
        return history;
    }

    /** Every run by its name, in the order in which the log shows them. */
    public static Map<String, RunHistory> read(ClusterConfig cluster) {
        Map<String, RunHistory> runs = new LinkedHashMap<>();
        each(cluster, event -> runs.computeIfAbsent(event.getRunId(), RunHistory::new)
                .apply(event));
        return runs;
    }

    private static void each(ClusterConfig cluster, Consumer<RunEvent> take) {
        TopicScan.all(cluster, Topics.RUNS, event -> take.accept(event.value()));
    }
}
