package io.verdict.launcher.runs;

import io.verdict.connectors.runs.RunHistory;
import io.verdict.connectors.runs.RunListener;
import io.verdict.connectors.runs.RunOrder;
import io.verdict.connectors.runs.RunOutcome;
import io.verdict.connectors.runs.StopSwitch;
import io.verdict.connectors.search.Search;
import io.verdict.connectors.search.StoppingRules.Cause;
import io.verdict.connectors.search.Trial;
import io.verdict.connectors.search.TrialResult;
import io.verdict.connectors.search.TrialResult.State;
import io.verdict.events.MetricValue;
import io.verdict.events.RunFailed;
import io.verdict.events.RunFinished;
import io.verdict.events.RunStop;
import io.verdict.events.RunStopped;
import io.verdict.events.TrainingRequested;
import io.verdict.events.TrainingSpec;
import io.verdict.events.TrialReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the trials of a search, each a run; one that has ended is read from the log. Safe for use by several threads. */
final class TrialRuns {

    private final Trainer trainer;
    private final SpaceFile space;
    private final RunOrder search;
    private final StopSwitch all;
    private final RunListener listener;

    TrialRuns(Trainer trainer, SpaceFile space, RunOrder search, StopSwitch all, RunListener listener) {
        this.trainer = trainer;
        this.space = space;
        this.search = search;
        this.all = all;
        this.listener = listener;
    }

    TrialResult run(Trial trial, Search.Judge judge) throws InterruptedException {
        String runId = SearchDesk.trialRun(search.runId(), trial.number());
        RunHistory before = trainer.logs().read(runId);
        Optional<State> ended = before.end().flatMap(TrialRuns::state);
        if (ended.isPresent()) {
            return new TrialResult(trial, ended.get(), curve(before.metrics()).losses());
        }
        TrialStop stop = new TrialStop(all, before, judge);
        RunOutcome outcome = trainer.run(order(runId, trial), stop.here, stop);
        return new TrialResult(trial, state(outcome), stop.curve.losses());
    }

    private RunOrder order(String runId, Trial trial) {
        Map<String, String> values = new LinkedHashMap<>(space.fixed());
        values.putAll(trial.values());
        TrainingSpec whole = search.request().getSpec();
        TrainingSpec spec = TrainingSpec.newBuilder(whole)
                .setTrainer(trainer.backend().name())
                .setParameters(trainer.backend().parameters(values, whole.getThreads()))
                .build();
        TrialReference reference = new TrialReference(search.runId(), trial.number());
        return new RunOrder(runId, search.author(), new TrainingRequested(spec, null, reference), search.cause());
    }

    private LossCurve curve(List<MetricValue> known) {
        LossCurve curve = new LossCurve(space.metric(), value -> space.maximise() ? -value : value);
        curve.tell(known);
        return curve;
    }

    private static State state(RunOutcome outcome) {
        if (outcome instanceof RunOutcome.Finished) {
            return State.FINISHED;
        }
        if (outcome instanceof RunOutcome.Stopped stopped) {
            return state(stopped.fact()).orElse(State.STOPPED);
        }
        return State.FAILED;
    }

    /** How a run has ended; empty if it is to be gone on with. */
    private static Optional<State> state(Object end) {
        if (end instanceof RunFinished) {
            return Optional.of(State.FINISHED);
        }
        if (end instanceof RunFailed) {
            return Optional.of(State.FAILED);
        }
        if (end instanceof RunStopped stopped && stopped.getStop() == RunStop.PRUNED) {
            return Optional.of(State.PRUNED);
        }
        return end instanceof RunStopped stopped && stopped.getStop() == RunStop.NO_IMPROVEMENT
                ? Optional.of(State.NO_IMPROVEMENT)
                : Optional.empty();
    }

    /** Ends a trial when the judge says so, or when the whole search is stopped. */
    private final class TrialStop implements RunListener {
        private final StopSwitch here = new StopSwitch();
        private final StopSwitch everywhere;
        private final LossCurve curve;
        private final Search.Judge judge;

        TrialStop(StopSwitch everywhere, RunHistory before, Search.Judge judge) {
            int reached = before.checkpoint().map(saved -> saved.getEpoch()).orElse(0);
            this.everywhere = everywhere;
            this.judge = judge;
            this.curve = curve(before.metrics().stream()
                    .filter(value -> value.getEpoch() <= reached)
                    .toList());
            if (!curve.losses().isEmpty()) {
                judge();
            }
            askedEverywhere();
        }

        @Override
        public void step(String step, int attempt) {
            askedEverywhere();
        }

        @Override
        public void progress(String what, long done, long total) {
            askedEverywhere();
        }

        @Override
        public void epoch(int epoch, List<MetricValue> metrics) {
            if (curve.tell(metrics)) {
                judge();
            }
            listener.epoch(epoch, metrics);
            askedEverywhere();
        }

        private void judge() {
            judge.after(curve.losses())
                    .ifPresent(ending -> here.stop(
                            ending.cause() == Cause.PRUNED ? RunStop.PRUNED : RunStop.NO_IMPROVEMENT, ending.reason()));
        }

        private void askedEverywhere() {
            everywhere.asked().ifPresent(stop -> here.stop(stop.by(), stop.reason()));
        }
    }
}
