package io.verdict.streams.registry;

import io.verdict.events.GateResult;
import io.verdict.events.Measurement;
import io.verdict.events.ModelDeclaration;
import io.verdict.events.ModelVersion;
import io.verdict.events.RecordEvaluation;
import io.verdict.events.RefusalCode;
import io.verdict.events.RolloutUnderWay;
import io.verdict.events.VersionEvaluated;
import java.util.ArrayList;
import java.util.List;

/** Takes in what evaluations found, judges it, and approves by itself where the declaration says so. Pure. */
final class EvaluationDesk {

    private EvaluationDesk() {}

    static List<Step> record(Situation situation, RecordEvaluation command) {
        Roles.require(situation, Roles.EVALUATOR);
        ModelDeclaration declaration = situation.declaration();
        ModelVersion version = situation.version(command.getVersion());
        requireUsable(command);
        List<GateResult> gates =
                Gates.judge(declaration, command, Models.competitor(situation.model(), version.getVersion()));
        boolean passed = gates.stream().allMatch(GateResult::getPassed);
        String digest = situation.model().getDeclarationDigest();
        List<Step> steps = new ArrayList<>();
        steps.add(Step.asked(new VersionEvaluated(
                command.getVersion(),
                command.getEvaluationId(),
                command.getDataset(),
                command.getMeasurements(),
                gates,
                passed,
                digest,
                command.getComparedVersion(),
                command.getComparedMeasurements())));
        if (passed && declaration.getApproval().getAutomatic() && isUndecided(situation, version)) {
            steps.addAll(ApprovalDesk.approvedByPolicy(situation, version, command.getEvaluationId()));
        }
        RolloutUnderWay rollout = situation.model().getRollout();
        if (!passed && rollout != null && rollout.getVersion().equals(command.getVersion())) {
            steps.add(Step.byPolicy(
                    Service.ended(situation.model(), rollout, "Its newest evaluation does not meet the gates.")));
        }
        return steps;
    }

    /** What a person has said no to no policy approves; nor what is approved already. */
    private static boolean isUndecided(Situation situation, ModelVersion version) {
        return !version.getDeclined() && !ApprovalDesk.isApproved(situation.model(), version, situation.now());
    }

    private static void requireUsable(RecordEvaluation command) {
        if (command.getEvaluationId().isBlank()) {
            throw new RefusedException(RefusalCode.INVALID, "The evaluation has no id, so no approval could cite it.");
        }
        for (List<Measurement> measurements : List.of(command.getMeasurements(), command.getComparedMeasurements())) {
            for (Measurement one : measurements) {
                if (!Double.isFinite(one.getValue())) {
                    throw new RefusedException(
                            RefusalCode.INVALID,
                            "%s was measured as %s. Leave out what could not be measured."
                                    .formatted(one.getMetric(), one.getValue()));
                }
            }
        }
    }
}
