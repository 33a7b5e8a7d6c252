package io.verdict.streams.registry;

import io.verdict.events.ApprovalGiven;
import io.verdict.events.ApprovalInForce;
import io.verdict.events.ApprovalRequested;
import io.verdict.events.ApprovalWithdrawn;
import io.verdict.events.LogPosition;
import io.verdict.events.ModelEvent;
import io.verdict.events.ModelVersion;
import io.verdict.events.OpenRequest;
import io.verdict.events.RegisteredModel;
import io.verdict.events.VersionApproved;
import io.verdict.events.VersionRefused;
import io.verdict.events.VersionStatus;
import java.util.ArrayList;
import java.util.List;

/** What facts about approvals change. Pure. */
final class ApprovalFold {

    private ApprovalFold() {}

    static void request(RegisteredModel.Builder model, ApprovalRequested fact, ModelEvent event) {
        VersionFold.change(model, fact.getVersion(), version -> {
            version.setRequest(new OpenRequest(
                    event.getMeta().getActor(),
                    fact.getEvaluationId(),
                    List.of(),
                    event.getMeta().getEventId()));
            if (!isServing(version.getStatus())) {
                version.setStatus(VersionStatus.REQUESTED);
            }
        });
    }

    static void give(RegisteredModel.Builder model, ApprovalGiven fact, ModelEvent event) {
        VersionFold.change(model, fact.getVersion(), version -> {
            OpenRequest open = version.getRequest();
            List<String> approvers = new ArrayList<>(open.getApprovers());
            approvers.add(event.getMeta().getActor());
            version.setRequest(
                    OpenRequest.newBuilder(open).setApprovers(approvers).build());
        });
    }

    static void approve(RegisteredModel.Builder model, VersionApproved fact, ModelEvent event, LogPosition position) {
        VersionFold.change(model, fact.getVersion(), version -> {
            version.setApproval(new ApprovalInForce(
                    requester(version),
                    fact.getApprovers(),
                    fact.getEvaluationId(),
                    fact.getDeclarationDigest(),
                    fact.getArtifactSha256(),
                    event.getMeta().getTime(),
                    fact.getValidHours(),
                    position));
            version.setRequest(null);
            if (!isServing(version.getStatus())) {
                version.setStatus(VersionStatus.APPROVED);
            }
        });
    }

    static void refuse(RegisteredModel.Builder model, VersionRefused fact) {
        VersionFold.change(model, fact.getVersion(), version -> {
            version.setRequest(null).setDeclined(true);
            if (!isServing(version.getStatus())) {
                version.setStatus(VersionStatus.REFUSED).setApproval(null);
            }
        });
    }

    /** The fact that takes it out of service follows, where it serves. */
    static void withdraw(RegisteredModel.Builder model, ApprovalWithdrawn fact) {
        VersionFold.change(model, fact.getVersion(), version -> version.setApproval(null)
                .setRequest(null)
                .setDeclined(true)
                .setStatus(VersionStatus.WITHDRAWN));
        RolloutFold.withdraw(model, fact.getVersion());
    }

    private static String requester(ModelVersion.Builder version) {
        return version.getRequest() == null ? null : version.getRequest().getRequester();
    }

    private static boolean isServing(VersionStatus status) {
        return switch (status) {
            case SHADOW, CANARY, CHAMPION -> true;
            case REGISTERED,
                    GATES_PASSED,
                    GATES_FAILED,
                    REQUESTED,
                    APPROVED,
                    REFUSED,
                    WITHDRAWN,
                    RETIRED,
                    ARCHIVED,
                    UNKNOWN -> false;
        };
    }
}
