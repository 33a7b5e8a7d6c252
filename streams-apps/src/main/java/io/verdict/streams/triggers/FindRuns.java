package io.verdict.streams.triggers;

import io.verdict.events.RunEvent;
import io.verdict.events.RunFailed;
import io.verdict.events.RunFinished;
import io.verdict.events.RunMoved;
import io.verdict.events.RunStarted;
import io.verdict.events.RunStopped;
import io.verdict.events.TriggerSignal;
import io.verdict.streams.app.Positions;
import io.verdict.streams.app.UnusableRecordException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Says of every fact of a run which model the run is for, which only its first fact says. */
final class FindRuns extends ContextualProcessor<String, RunEvent, String, TriggerSignal> {

    static final String MODELS = "triggers-models-of-runs";

    /** Most runs whose model is remembered. Finished ones need none; those that failed may be resumed. */
    static final int MOST_RUNS = 1_000;

    private KeyValueStore<String, String> models;

    @Override
    public void init(ProcessorContext<String, TriggerSignal> context) {
        super.init(context);
        models = context.getStateStore(MODELS);
    }

    @Override
    public void process(Record<String, RunEvent> record) {
        RunEvent event = record.value();
        if (event == null) {
            throw new UnusableRecordException("A fact has no value. Facts cannot be deleted.");
        }
        String runId = event.getRunId();
        if (event.getFact() instanceof RunStarted started) {
            models.put(runId, started.getSpec().getModel());
            forgetOldest(runId);
        }
        String model = models.get(runId);
        if (model == null) {
            throw new UnusableRecordException("Run " + runId + " has a fact before it begins, after it has"
                    + " finished, or after " + MOST_RUNS
                    + " others have begun, so that nobody knows its model. Look for"
                    + " what wrote it.");
        }
        if (event.getFact() instanceof RunFinished) {
            models.delete(runId);
        }
        boolean ended = event.getFact() instanceof RunFinished
                || event.getFact() instanceof RunFailed
                || event.getFact() instanceof RunStopped;
        FindSignals.Found found = new FindSignals.Found(event.getMeta(), model, null, new RunMoved(runId, ended));
        context()
                .forward(record.withKey(model)
                        .withValue(found.at(Positions.of(context(), event.getMeta()), record.timestamp())));
    }

    /** Ids of runs sort by time (RFC 9562) unless people have named them. */
    private void forgetOldest(String begun) {
        List<String> known = new ArrayList<>();
        try (KeyValueIterator<String, String> all = models.all()) {
            all.forEachRemaining(run -> known.add(run.key));
        }
        known.stream()
                .filter(runId -> !runId.equals(begun))
                .limit(Math.max(0, known.size() - MOST_RUNS))
                .forEach(models::delete);
    }
}
