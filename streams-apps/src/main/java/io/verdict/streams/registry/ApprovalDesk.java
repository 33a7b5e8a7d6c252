package io.verdict.streams.registry;

import io.verdict.events.ApprovalGiven;
import io.verdict.events.ApprovalInForce;
import io.verdict.events.ApprovalPolicy;
import io.verdict.events.ApprovalRequested;
import io.verdict.events.ApprovalWithdrawn;
import io.verdict.events.ApproveVersion;
import io.verdict.events.JudgedEvaluation;
import io.verdict.events.ModelVersion;
import io.verdict.events.OpenRequest;
import io.verdict.events.RefusalCode;
import io.verdict.events.RefuseVersion;
import io.verdict.events.RegisteredModel;
import io.verdict.events.RequestApproval;
import io.verdict.events.SignedStatement;
import io.verdict.events.VersionApproved;
import io.verdict.events.VersionRefused;
import io.verdict.events.WithdrawApproval;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Requests, votes, refusals and withdrawals, with separation of duties (REG-2). Pure. */
final class ApprovalDesk {

    private ApprovalDesk() {}

    static List<Step> request(Situation situation, RequestApproval command) {
        Roles.requirePerson(situation);
        RegisteredModel model = situation.model();
        ModelVersion version = situation.version(command.getVersion());
        JudgedEvaluation evaluation = Evidence.cited(model, version, command.getEvaluationId());
        if (isApproved(model, version, situation.now())) {
            throw new RefusedException(
                    RefusalCode.NOTHING_TO_DO, "Version %s is approved already.".formatted(version.getVersion()));
        }
        OpenRequest open = version.getRequest();
        if (open != null && open.getEvaluationId().equals(evaluation.getEvaluationId())) {
            throw new RefusedException(
                    RefusalCode.NOTHING_TO_DO,
                    "%s has asked for the approval of version %s already."
                            .formatted(open.getRequester(), version.getVersion()));
        }
        return List.of(Step.asked(
                new ApprovalRequested(command.getVersion(), command.getEvaluationId(), command.getEvidence())));
    }

    static List<Step> approve(Situation situation, ApproveVersion command) {
        ModelVersion version = situation.version(command.getVersion());
        OpenRequest request = openRequest(version);
        ApprovalPolicy policy = situation.declaration().getApproval();
        Roles.require(situation, policy.getRole());
        requireSomebodyElse(situation, version, request);
        Evidence.cited(situation.model(), version, command.getEvaluationId());
        if (request.getApprovers().contains(situation.actor())) {
            throw new RefusedException(
                    RefusalCode.ALREADY_GIVEN,
                    "%s has agreed already; %d different people have to."
                            .formatted(situation.actor(), policy.getApprovals()));
        }
        Signatures.check(
                situation,
                command.getSignature(),
                policy.getSigned(),
                () -> Statement.approval(situation.model(), version, situation.actor()));
        List<String> approvers = new ArrayList<>(request.getApprovers());
        approvers.add(situation.actor());
        if (approvers.size() < policy.getApprovals()) {
            return List.of(Step.asked(new ApprovalGiven(
                    command.getVersion(),
                    command.getEvaluationId(),
                    approvers.size(),
                    policy.getApprovals(),
                    command.getSignature())));
        }
        return approved(situation, version, command, approvers);
    }

    static List<Step> refuse(Situation situation, RefuseVersion command) {
        ModelVersion version = situation.version(command.getVersion());
        openRequest(version);
        Roles.require(situation, situation.declaration().getApproval().getRole());
        return List.of(Step.asked(new VersionRefused(command.getVersion(), command.getReason())));
    }

    /** Anybody in the role may, also who requested or built it: to take out of service needs no second person. */
    static List<Step> withdraw(Situation situation, WithdrawApproval command) {
        Roles.require(situation, situation.declaration().getApproval().getRole(), Roles.ML_ENGINEER);
        RegisteredModel model = situation.model();
        ModelVersion version = situation.version(command.getVersion());
        if (version.getApproval() == null) {
            throw new RefusedException(
                    RefusalCode.NOT_APPROVED, "Version %s has no approval.".formatted(version.getVersion()));
        }
        List<Step> steps = new ArrayList<>();
        steps.add(Step.asked(new ApprovalWithdrawn(command.getVersion(), command.getReason())));
        steps.addAll(
                Service.takenOut(model, version.getVersion(), "Its approval was withdrawn: " + command.getReason()));
        return steps;
    }

    /** What follows from people's agreement. */
    private static List<Step> approved(
            Situation situation, ModelVersion version, ApproveVersion command, List<String> approvers) {
        return approved(
                situation,
                version,
                Step.asked(fact(situation, version, command.getEvaluationId(), approvers, command.getSignature())));
    }

    /** What follows from passed gates where nobody is asked. */
    static List<Step> approvedByPolicy(Situation situation, ModelVersion version, String evaluationId) {
        return approved(situation, version, Step.byPolicy(fact(situation, version, evaluationId, List.of(), null)));
    }

    private static VersionApproved fact(
            Situation situation,
            ModelVersion version,
            String evaluationId,
            List<String> approvers,
            SignedStatement signature) {
        return new VersionApproved(
                version.getVersion(),
                evaluationId,
                approvers,
                situation.model().getDeclarationDigest(),
                version.getArtifact().getSha256(),
                situation.declaration().getApproval().getValidHours(),
                signature);
    }

    /** The approval, and where the declaration says so, the rollout. */
    private static List<Step> approved(Situation situation, ModelVersion version, Step approval) {
        RegisteredModel model = situation.model();
        List<Step> steps = new ArrayList<>();
        steps.add(approval);
        boolean free = model.getRollout() == null && model.getPinned() == null;
        boolean serves = Models.isInService(model, version.getVersion());
        if (situation.declaration().getRollout().getDeployOnApproval() && free && !serves) {
            steps.add(Step.byPolicy(Service.started(situation, version.getVersion())));
        }
        return steps;
    }

    /** Whether there is an approval that a rollout may begin or go on with. */
    static boolean isApproved(RegisteredModel model, ModelVersion version, Instant now) {
        ApprovalInForce approval = version.getApproval();
        return approval != null
                && approval.getDeclarationDigest().equals(model.getDeclarationDigest())
                && approval.getArtifactSha256().equals(version.getArtifact().getSha256())
                && !isExpired(approval, now);
    }

    static boolean isExpired(ApprovalInForce approval, Instant now) {
        return expiry(approval).filter(end -> !now.isBefore(end)).isPresent();
    }

    /** Until when a rollout may begin or go on; empty for ever. */
    static Optional<Instant> expiry(ApprovalInForce approval) {
        return Optional.ofNullable(approval.getValidHours())
                .map(hours -> approval.getApprovedAt().plus(Duration.ofHours(hours)));
    }

    private static OpenRequest openRequest(ModelVersion version) {
        if (version.getRequest() == null) {
            throw new RefusedException(
                    RefusalCode.NOT_REQUESTED,
                    "Nobody has asked for the approval of version %s on its latest evaluation."
                            .formatted(version.getVersion()));
        }
        return version.getRequest();
    }

    private static void requireSomebodyElse(Situation situation, ModelVersion version, OpenRequest request) {
        if (situation.actor().equals(request.getRequester())) {
            throw new RefusedException(
                    RefusalCode.SAME_PERSON,
                    "%s has asked for this approval, so somebody else has to give it.".formatted(situation.actor()));
        }
        if (situation.actor().equals(version.getAuthor()) || situation.actor().equals(version.getRegisteredBy())) {
            throw new RefusedException(
                    RefusalCode.SAME_PERSON,
                    "%s has made or registered version %s, so somebody else has to approve it."
                            .formatted(situation.actor(), version.getVersion()));
        }
    }
}
