package io.verdict.connectors.runs;

import io.verdict.connectors.runs.StepState.Phase;
import io.verdict.events.ArtifactProduced;
import io.verdict.events.CheckpointSaved;
import io.verdict.events.MetricValue;
import io.verdict.events.MetricsLogged;
import io.verdict.events.RunFailed;
import io.verdict.events.RunFinished;
import io.verdict.events.RunResumed;
import io.verdict.events.RunStarted;
import io.verdict.events.RunStopped;
import io.verdict.events.StepFailed;
import io.verdict.events.StepFinished;
import io.verdict.events.StepRetried;
import io.verdict.events.StepStarted;
import io.verdict.events.StoredObject;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Which fact of a run may follow which; pure. */
final class RunRules {

    static final int MOST_VALUES = 1000;

    private RunRules() {}

    static Optional<String> refusal(RunHistory run, Object fact) {
        if (fact instanceof RunStarted) {
            return unless(run.status() == RunStatus.ABSENT, "it has begun already");
        }
        if (fact instanceof RunResumed resumed) {
            return resumption(run, resumed);
        }
        if (run.status() != RunStatus.RUNNING) {
            return Optional.of("%s cannot happen while it is %s"
                    .formatted(fact.getClass().getSimpleName(), run.status().text()));
        }
        if (fact instanceof MetricsLogged logged) {
            return metrics(logged);
        }
        if (fact instanceof CheckpointSaved saved) {
            int before = run.checkpoint().map(CheckpointSaved::getEpoch).orElse(0);
            return unless(
                    saved.getEpoch() > before,
                    "a checkpoint of epoch %d follows one of epoch %d".formatted(saved.getEpoch(), before));
        }
        if (fact instanceof ArtifactProduced produced) {
            return unless(
                    !run.artifacts().containsKey(produced.getName()),
                    "it has made a %s already".formatted(produced.getName()));
        }
        if (fact instanceof RunFinished finished) {
            return finish(run, finished);
        }
        if (fact instanceof RunFailed || fact instanceof RunStopped) {
            return Optional.empty();
        }
        return step(run, fact);
    }

    private static Optional<String> resumption(RunHistory run, RunResumed resumed) {
        if (run.status() == RunStatus.ABSENT || run.status() == RunStatus.FINISHED) {
            return Optional.of("it cannot be resumed, for it is " + run.status().text());
        }
        int epoch = run.checkpoint().map(CheckpointSaved::getEpoch).orElse(0);
        StoredObject object = run.checkpoint().map(CheckpointSaved::getObject).orElse(null);
        return unless(
                resumed.getEpoch() == epoch && Objects.equals(resumed.getCheckpoint(), object),
                "it goes on from epoch %d, its last checkpoint, not from %d".formatted(epoch, resumed.getEpoch()));
    }

    private static Optional<String> metrics(MetricsLogged logged) {
        List<MetricValue> values = logged.getValues();
        if (values.isEmpty() || values.size() > MOST_VALUES) {
            return Optional.of("1 to %d values are logged at once, not %d".formatted(MOST_VALUES, values.size()));
        }
        return values.stream()
                .filter(value -> value.getName().isBlank() || !Double.isFinite(value.getValue()))
                .findFirst()
                .map(value -> "metric '%s' is %s".formatted(value.getName(), value.getValue()));
    }

    private static Optional<String> finish(RunHistory run, RunFinished finished) {
        Set<Phase> over = Set.of(Phase.DONE, Phase.EARLIER);
        Optional<StepState> open = run.stepsInOrder().stream()
                .filter(step -> !over.contains(step.phase()))
                .findFirst();
        if (open.isPresent()) {
            return Optional.of("it cannot be finished, for step %s is not"
                    .formatted(open.get().name()));
        }
        if (run.artifacts().isEmpty()) {
            return Optional.of("it cannot be finished without an artifact");
        }
        return finished.getClaims().entrySet().stream()
                .filter(claim -> !Double.isFinite(claim.getValue()))
                .findFirst()
                .map(claim -> "claim '%s' is %s".formatted(claim.getKey(), claim.getValue()));
    }

    private static Optional<String> step(RunHistory run, Object fact) {
        if (fact instanceof StepStarted begun) {
            StepState before = run.steps().get(begun.getStep());
            Set<Phase> ready = Set.of(Phase.WAITING, Phase.EARLIER);
            if (before != null && !ready.contains(before.phase())) {
                return Optional.of("step %s cannot begin, for it is %s".formatted(before.name(), before.phase()));
            }
            int next = before == null ? 1 : before.attempt() + 1;
            return unless(
                    begun.getAttempt() == next,
                    "the next attempt at %s is %d, not %d".formatted(begun.getStep(), next, begun.getAttempt()));
        }
        if (fact instanceof StepRetried retried) {
            return attempt(run, retried.getStep(), retried.getAttempt());
        }
        if (fact instanceof StepFinished finished) {
            return attempt(run, finished.getStep(), finished.getAttempt());
        }
        if (fact instanceof StepFailed failed) {
            return attempt(run, failed.getStep(), failed.getAttempt());
        }
        return Optional.of("%s is no fact of a run".formatted(fact.getClass().getName()));
    }

    private static Optional<String> attempt(RunHistory run, String name, int attempt) {
        StepState step = run.steps().get(name);
        return unless(
                step != null && step.phase() == Phase.OPEN && step.attempt() == attempt,
                "attempt %d at step %s is not under way".formatted(attempt, name));
    }

    private static Optional<String> unless(boolean allowed, String refusal) {
        return allowed ? Optional.empty() : Optional.of(refusal);
    }
}
