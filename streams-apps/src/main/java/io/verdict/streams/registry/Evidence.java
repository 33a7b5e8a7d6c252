package io.verdict.streams.registry;

import io.verdict.events.Comparison;
import io.verdict.events.JudgedEvaluation;
import io.verdict.events.ModelVersion;
import io.verdict.events.RefusalCode;
import io.verdict.events.RegisteredModel;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** What has to speak for a version before anybody may approve it or bring it into service. Pure. */
final class Evidence {

    private Evidence() {}

    /**
     * The latest evaluation, where it still speaks for the version.
     *
     * @throws RefusedException where there is none, where a gate failed, or where the declaration or the champion has
     *     changed since
     */
    static JudgedEvaluation of(RegisteredModel model, ModelVersion version) {
        JudgedEvaluation evaluation = version.getEvaluation();
        if (evaluation == null) {
            throw new RefusedException(
                    RefusalCode.NOT_EVALUATED, "Version %s was not evaluated yet.".formatted(version.getVersion()));
        }
        if (!evaluation.getPassed()) {
            String failed = evaluation.getGates().stream()
                    .filter(gate -> !gate.getPassed())
                    .map(gate -> gate.getName() + ": " + gate.getText())
                    .collect(Collectors.joining(" "));
            throw new RefusedException(
                    RefusalCode.GATES_FAILED,
                    "Version %s does not meet its gates. %s".formatted(version.getVersion(), failed));
        }
        if (!evaluation.getDeclarationDigest().equals(model.getDeclarationDigest())) {
            throw new RefusedException(
                    RefusalCode.OUTDATED_EVIDENCE,
                    "Version %s was judged by another declaration than the one in force. Evaluate it again."
                            .formatted(version.getVersion()));
        }
        requireComparedWithChampion(model, version, evaluation);
        return evaluation;
    }

    /** The same, and it is the one that is cited. */
    static JudgedEvaluation cited(RegisteredModel model, ModelVersion version, String evaluationId) {
        JudgedEvaluation evaluation = of(model, version);
        if (!evaluation.getEvaluationId().equals(evaluationId)) {
            throw new RefusedException(
                    RefusalCode.OUTDATED_EVIDENCE,
                    "Evaluation %s is not the latest of version %s, which is %s. Look at that one."
                            .formatted(evaluationId, version.getVersion(), evaluation.getEvaluationId()));
        }
        return evaluation;
    }

    private static void requireComparedWithChampion(
            RegisteredModel model, ModelVersion version, JudgedEvaluation evaluation) {
        String champion = Models.competitor(model, version.getVersion()).orElse(null);
        Set<String> comparisons = model.getDeclaration().getComparisons().stream()
                .map(Comparison::getName)
                .collect(Collectors.toSet());
        boolean outdated = evaluation.getGates().stream()
                .filter(gate -> comparisons.contains(gate.getName()))
                .anyMatch(gate -> !Objects.equals(gate.getComparedWith(), champion));
        if (outdated) {
            throw new RefusedException(
                    RefusalCode.OUTDATED_EVIDENCE,
                    "Version %s was not compared with %s, which serves now. Evaluate it again."
                            .formatted(version.getVersion(), champion));
        }
    }
}
