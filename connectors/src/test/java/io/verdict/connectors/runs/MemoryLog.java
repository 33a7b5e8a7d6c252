package io.verdict.connectors.runs;

import io.verdict.avro.Envelope;
import io.verdict.events.RunEvent;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A run's log in memory; may break at a fact, as a process that is killed writes no more. */
public final class MemoryLog implements RunLog {

    private final String runId;
    private final List<RunEvent> events;
    private final Clock clock;
    private final Predicate<Object> breaksAt;
    private final RunHistory history;
    private boolean broken;

    public MemoryLog(String runId, List<RunEvent> events, Clock clock, Predicate<Object> breaksAt) {
        this.runId = runId;
        this.events = events;
        this.clock = clock;
        this.breaksAt = breaksAt;
        this.history = RunHistory.of(runId, events);
    }

    public MemoryLog(String runId, Clock clock) {
        this(runId, new ArrayList<>(), clock, fact -> false);
    }

    /** The same log for the next process. */
    public MemoryLog reopened() {
        return new MemoryLog(runId, events, clock, fact -> false);
    }

    @Override
    public RunHistory history() {
        return history;
    }

    @Override
    public synchronized void append(List<?> facts) {
        if (broken || facts.stream().anyMatch(breaksAt)) {
            broken = true;
            throw new RunLogException("killed", null);
        }
        List<RunEvent> next = new ArrayList<>();
        for (Object fact : facts) {
            next.add(new RunEvent(Envelope.fresh(clock, "dana"), runId, history.revision() + 1 + next.size(), fact));
        }
        RunHistory trial = history.copy();
        next.forEach(trial::apply);
        next.forEach(history::apply);
        events.addAll(next);
    }

    public List<Object> facts() {
        return events.stream().map(RunEvent::getFact).toList();
    }

    /** Names of the facts in their order. */
    List<String> names() {
        return facts().stream().map(fact -> fact.getClass().getSimpleName()).toList();
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
