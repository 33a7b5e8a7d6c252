package io.verdict.launcher.scenario;

import io.verdict.events.ApproveVersion;
import io.verdict.events.CommandRefused;
import io.verdict.events.ModelVersion;
import io.verdict.events.PredictionCompleted;
import io.verdict.events.PredictionFailed;
import io.verdict.events.PredictionFailureReason;
import io.verdict.events.RefusalCode;
import io.verdict.events.RequestApproval;
import io.verdict.launcher.platform.Platform;
import io.verdict.launcher.registry.Answer;
import io.verdict.launcher.scenario.PriceSensitivityResult.Predicted;
import io.verdict.topics.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * From versions that the registry has judged to answers: nobody is answered too early, what has failed cannot be approved,
 * and what is approved by somebody else answers. For one thread.
 *
 * @param good the version that passed the gates
 * @param weak the one that failed them
 */
record BasketService(
        Platform platform, ScenarioRegistry registry, BasketQuestions questions, String good, String weak) {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Asks while no version is approved. */
    void askTooEarly(ScenarioSteps.Notes notes) {
        List<SpecificRecord> answers = questions.ask();
        List<PredictionFailed> failures = answers.stream()
                .filter(PredictionFailed.class::isInstance)
                .map(PredictionFailed.class::cast)
                .filter(one -> one.getReason() == PredictionFailureReason.NOT_IN_SERVICE)
                .toList();
        notes.where(
                "%s: key %s",
                Topics.PREDICTION_FAILURES.name(),
                failures.isEmpty() ? "none" : failures.get(0).getEntity());
        failures.stream()
                .findFirst()
                .ifPresent(one -> notes.figure("%d × %s: %s", failures.size(), one.getReason(), one.getText()));
        notes.check(
                failures.size() == answers.size() && questions.everyAnswer().isEmpty(),
                "nobody is answered before a version is approved",
                "%d of %d questions refused".formatted(failures.size(), answers.size()));
    }

    /** Tries to have the version approved that has failed the gates. */
    void approveTheWeak(ScenarioSteps.Notes notes) {
        String evaluation = evaluation(weak);
        Answer asked = registry.ask(Cast.SCIENTIST, new RequestApproval(weak, evaluation, "It was quick to train"));
        Answer approved = registry.ask(Cast.ENGINEER, new ApproveVersion(weak, evaluation, null));
        notes.where("%s: offset %d", Topics.MODELS.name(), approved.offset());
        notes.figure("refused: %s", text(asked));
        notes.figure("refused: %s", text(approved));
        notes.check(
                code(asked).equals(Optional.of(RefusalCode.GATES_FAILED))
                        && approved.refusal().isPresent(),
                "what has failed the gates cannot be approved",
                text(asked));
    }

    /** Has the other one approved, by its author in vain first, and waits until it is in service. */
    void approveTheGood(ScenarioSteps.Notes notes) throws InterruptedException {
        String evaluation = evaluation(good);
        registry.done(Cast.SCIENTIST, new RequestApproval(good, evaluation, "Its evaluation"));
        Answer own = registry.ask(Cast.SCIENTIST, new ApproveVersion(good, evaluation, null));
        notes.figure("refused: %s", text(own));
        notes.check(
                code(own).equals(Optional.of(RefusalCode.SAME_PERSON)), "nobody approves their own version", text(own));
        Answer approved = registry.done(Cast.ENGINEER, new ApproveVersion(good, evaluation, null));
        notes.where("%s: offset %d", Topics.MODELS.name(), approved.offset());
        notes.figure("approved by %s", Cast.ENGINEER.name());
        platform.decider().awaitPlan(registry.model(), PATIENCE);
    }

    /** Asks the same again. */
    List<Predicted> ask(ScenarioSteps.Notes notes) {
        List<SpecificRecord> answers = questions.ask();
        List<Predicted> predictions = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            if (answers.get(i) instanceof PredictionCompleted one) {
                Predicted predicted = Predicted.of(one, questions.truths().get(i));
                predictions.add(predicted);
                notes.figure("%s", predicted.text());
            } else {
                notes.figure("%s", ((PredictionFailed) answers.get(i)).getText());
            }
        }
        notes.where(
                "%s: key %s",
                Topics.PREDICTIONS.name(),
                predictions.isEmpty() ? "none" : predictions.get(0).entity());
        notes.check(
                predictions.size() == answers.size(),
                "every question is answered once a version is approved",
                "%d of %d".formatted(predictions.size(), answers.size()));
        ModelVersion approved = version(good);
        List<PredictionCompleted> every = questions.everyAnswer();
        long others = every.stream()
                .filter(one -> !one.getModel().getVersion().equals(good)
                        || !one.getModel()
                                .getSha256()
                                .equals(approved.getArtifact().getSha256())
                        || !one.getApproval().getApprover().equals(Cast.ENGINEER.name()))
                .count();
        notes.check(
                others == 0 && every.size() == answers.size(),
                "nothing but the approved version has ever answered",
                "%d answers on the log, %d by something else".formatted(every.size(), others));
        long right = predictions.stream().filter(Predicted::right).count();
        notes.check(
                right * 2 > predictions.size(),
                "most answers are true",
                "%d of %d".formatted(right, predictions.size()));
        return predictions;
    }

    private String evaluation(String version) {
        return version(version).getEvaluation().getEvaluationId();
    }

    private ModelVersion version(String name) {
        return registry.now().getVersions().stream()
                .filter(one -> one.getVersion().equals(name))
                .findFirst()
                .orElseThrow(() -> new ScenarioException("There is no version " + name));
    }

    private static Optional<RefusalCode> code(Answer answer) {
        return answer.refusal().map(CommandRefused::getCode);
    }

    private static String text(Answer answer) {
        return answer.refusal().map(CommandRefused::getText).orElse("not refused");
    }
}
