package io.verdict.launcher.runs;

import io.verdict.avro.Envelope;
import io.verdict.connectors.runs.RunHistory;
import io.verdict.connectors.runs.RunLog;
import io.verdict.connectors.runs.RunLogs;
import io.verdict.connectors.runs.RunOrder;
import io.verdict.events.RunEvent;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Runs in memory. */
final class MemoryLogs implements RunLogs {

    private final Map<String, List<RunEvent>> runs = new ConcurrentHashMap<>();

    List<Object> facts(String runId) {
        return runs.get(runId).stream().map(RunEvent::getFact).toList();
    }

    @Override
    public RunHistory read(String runId) {
        return RunHistory.of(runId, runs.getOrDefault(runId, List.of()));
    }

    @Override
    public RunLog open(RunOrder order) {
        return new Log(order.runId());
    }

    private final class Log implements RunLog {
        private final String runId;
        private final RunHistory history;

        Log(String runId) {
            this.runId = runId;
            this.history = read(runId);
        }

        @Override
        public RunHistory history() {
            return history;
        }

        @Override
        public synchronized void append(List<?> facts) {
            List<RunEvent> all = new ArrayList<>(runs.getOrDefault(runId, List.of()));
            int before = all.size();
            facts.forEach(fact ->
                    all.add(new RunEvent(Envelope.fresh(Clock.systemUTC(), "dana"), runId, all.size() + 1L, fact)));
            RunHistory.of(runId, all);
            all.subList(before, all.size()).forEach(history::apply);
            runs.put(runId, List.copyOf(all));
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
