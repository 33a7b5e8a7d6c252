package io.verdict.launcher.candidate;

import io.verdict.connectors.runs.TrainingFault;
import io.verdict.events.CommandRefused;
import io.verdict.events.JudgedEvaluation;
import io.verdict.events.ModelVersion;
import io.verdict.events.RecordEvaluation;
import io.verdict.events.RefusalCode;
import io.verdict.events.RegisteredModel;
import io.verdict.events.RunFailure;
import io.verdict.launcher.evaluate.Beside;
import io.verdict.launcher.registry.Answer;
import java.util.Optional;

/**
 * Hands an evaluation to the registry, which takes it once: it is asked on the revision at which the evaluation is not
 * there, so of several commands that wait for an absent registry it takes the first. Safe for use by several threads.
 */
final class Recording {

    /** Others may change the model in between; so often in a row is rare. */
    private static final int TRIES = 5;

    private final Registry registry;

    Recording(Registry registry) {
        this.registry = registry;
    }

    /** Whether a version's latest evaluation is this one. */
    static boolean isThere(ModelVersion version, String evaluationId) {
        return Optional.ofNullable(version.getEvaluation())
                .map(JudgedEvaluation::getEvaluationId)
                .filter(evaluationId::equals)
                .isPresent();
    }

    /**
     * Records it, where it is not there yet.
     *
     * @param measuredBeside the version that served when it was measured
     * @throws TrainingFault that may pass, where the registry does not answer, or another version serves by now; one that
     *     does not pass, where it refuses
     */
    void record(String model, RecordEvaluation evaluation, Optional<String> measuredBeside) {
        for (int tries = 1; ; tries++) {
            RegisteredModel now = registry.model(model);
            if (isThere(now, evaluation)) {
                return;
            }
            requireSame(measuredBeside, Beside.of(now, evaluation.getVersion()));
            Answer answer = registry.answer(model, now.getRevision(), evaluation);
            if (answer.refusal().isEmpty()) {
                return;
            }
            CommandRefused refusal = answer.refusal().get();
            boolean moved = refusal.getCode() == RefusalCode.STATE_MOVED;
            if (!moved || tries == TRIES) {
                throw RegistryDesk.refused(refusal, moved);
            }
        }
    }

    private static boolean isThere(RegisteredModel model, RecordEvaluation evaluation) {
        return model.getVersions().stream()
                .filter(version -> version.getVersion().equals(evaluation.getVersion()))
                .anyMatch(version -> isThere(version, evaluation.getEvaluationId()));
    }

    private static void requireSame(Optional<String> measuredBeside, Optional<String> serving) {
        if (!measuredBeside.equals(serving)) {
            throw new TrainingFault(
                    RunFailure.UNKNOWN,
                    "It was measured beside %s, and %s serves by now; it has to be measured again"
                            .formatted(
                                    measuredBeside.map("version "::concat).orElse("none"),
                                    serving.map("version "::concat).orElse("none")),
                    true,
                    null);
        }
    }
}
