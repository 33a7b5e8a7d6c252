package io.verdict.streams.labels;

import io.verdict.events.ApproveLabels;
import io.verdict.events.ImageLabels;
import io.verdict.events.LabelApproved;
import io.verdict.events.LabelRefusalCode;
import io.verdict.events.LabelRejected;
import io.verdict.events.LabelSet;
import io.verdict.events.LabelStatus;
import io.verdict.events.LabelSuperseded;
import io.verdict.events.RejectLabels;
import io.verdict.events.RequestReview;
import io.verdict.events.ReviewReason;
import io.verdict.events.ReviewRequested;
import io.verdict.events.StandingLabels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Approves and rejects label sets, and asks for a second look (LAB-1). Pure. */
final class ReviewDesk {

    private ReviewDesk() {}

    static List<Object> approve(LabelSituation situation, ApproveLabels command) {
        LabelRoles.requireReviewer(situation);
        StandingLabels standing = standing(situation, command.getLabelSetId());
        if (standing.getApproval() != null) {
            throw new LabelRefusal(
                    LabelRefusalCode.ALREADY_GIVEN,
                    "A label set is approved once.",
                    "%s is approved already, by %s."
                            .formatted(
                                    command.getLabelSetId(),
                                    standing.getApproval().getBy()));
        }
        requireOther(situation, standing.getLabels());
        LabelApproved approval = new LabelApproved(standing.getLabels(), situation.actor(), false, command.getReason());
        return approval(situation, approval, List.of(), Optional.empty());
    }

    /**
     * An approval, and the end of every other label set of the photo.
     *
     * @param added label sets that stand besides those before
     * @param gone one that stands no more
     */
    static List<Object> approval(
            LabelSituation situation, LabelApproved approval, List<LabelSet> added, Optional<StandingLabels> gone) {
        String approved = approval.getLabels().getLabelSetId();
        List<Object> facts = new ArrayList<>();
        facts.add(approval);
        situation.before().standing().stream()
                .filter(other -> other != gone.orElse(null))
                .filter(other -> !other.getLabels().getLabelSetId().equals(approved))
                .forEach(other -> facts.add(new LabelSuperseded(
                        other.getLabels().getLabelSetId(), approved, other.getStatus() == LabelStatus.APPROVED)));
        added.stream()
                .filter(other -> !other.getLabelSetId().equals(approved))
                .forEach(other -> facts.add(new LabelSuperseded(other.getLabelSetId(), approved, false)));
        return facts;
    }

    static List<Object> reject(LabelSituation situation, RejectLabels command) {
        requireReason(command.getReason());
        StandingLabels standing = standing(situation, command.getLabelSetId());
        boolean approved = standing.getStatus() == LabelStatus.APPROVED;
        boolean own = situation.actor().equals(standing.getLabels().getSubmittedBy());
        if (approved || !own) {
            LabelRoles.requireReviewer(situation);
        }
        return List.of(new LabelRejected(command.getLabelSetId(), situation.actor(), command.getReason(), approved));
    }

    static List<Object> request(LabelSituation situation, RequestReview command) {
        LabelRoles.requireAnnotator(situation);
        requireReason(command.getReason());
        LabelRefusal.unless(
                !situation.before().standing().isEmpty(),
                LabelRefusalCode.UNKNOWN_LABELS,
                "What is reviewed has labels.",
                "The photo has no labels that could be looked at. Put it into the queue: infra/verdict label queue");
        boolean open = situation
                .before()
                .labels()
                .map(ImageLabels::getReview)
                .filter(review -> review.getRequested())
                .isPresent();
        LabelRefusal.unless(
                !open,
                LabelRefusalCode.ALREADY_GIVEN,
                "A review is asked for once.",
                "A review of the photo's labels is open already.");
        return List.of(new ReviewRequested(ReviewReason.REQUESTED, command.getReason(), List.of()));
    }

    static void requireReason(String reason) {
        LabelRefusal.unless(
                !reason.isBlank(), LabelRefusalCode.INVALID, "A reason is given.", "There is no reason. Say why.");
    }

    private static StandingLabels standing(LabelSituation situation, String labelSetId) {
        Optional<StandingLabels> standing = situation.before().standing().stream()
                .filter(set -> set.getLabels().getLabelSetId().equals(labelSetId))
                .findFirst();
        if (standing.isPresent()) {
            return standing.get();
        }
        situation.before().labels().stream()
                .flatMap(row -> row.getClosed().stream())
                .filter(set -> set.getLabelSetId().equals(labelSetId))
                .findFirst()
                .ifPresent(closed -> {
                    throw new LabelRefusal(
                            LabelRefusalCode.NOT_STANDING,
                            "What is decided on stands.",
                            "%s is %s since %s, by %s. Look at what stands: infra/verdict label show"
                                    .formatted(labelSetId, closed.getStatus(), closed.getAt(), closed.getBy()));
                });
        throw new LabelRefusal(
                LabelRefusalCode.UNKNOWN_LABELS,
                "What is decided on is there.",
                "The photo has no label set %s. Look at what it has: infra/verdict label show".formatted(labelSetId));
    }

    private static void requireOther(LabelSituation situation, LabelSet labels) {
        String actor = situation.actor();
        boolean own = actor.equals(labels.getAnnotator())
                || actor.equals(labels.getSubmittedBy())
                || labels.getBoxes().stream().anyMatch(box -> box.getAuthor().equals(actor));
        LabelRefusal.unless(
                !own,
                LabelRefusalCode.SAME_PERSON,
                "An annotator does not approve their own label.",
                "%s drew some of %s, or handed it in. Ask somebody else.".formatted(actor, labels.getLabelSetId()));
    }
}
