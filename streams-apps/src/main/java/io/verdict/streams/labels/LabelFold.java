package io.verdict.streams.labels;

import io.verdict.events.AgreementMeasured;
import io.verdict.events.ClosedLabels;
import io.verdict.events.ImageLabels;
import io.verdict.events.ImageQueued;
import io.verdict.events.LabelApproval;
import io.verdict.events.LabelApproved;
import io.verdict.events.LabelCommandRefused;
import io.verdict.events.LabelEvent;
import io.verdict.events.LabelRejected;
import io.verdict.events.LabelSet;
import io.verdict.events.LabelStatus;
import io.verdict.events.LabelSubmitted;
import io.verdict.events.LabelSuperseded;
import io.verdict.events.LabelledImage;
import io.verdict.events.LogPosition;
import io.verdict.events.MeasuredAgreement;
import io.verdict.events.OpenReview;
import io.verdict.events.ReviewReason;
import io.verdict.events.ReviewRequested;
import io.verdict.events.StandingLabels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A photo's labels from their facts: {@code (state, fact) → state} (AUD-5). The fold of the facts up to a position is
 * what was said as of that position (AUD-2). A pure function; safe for use by many threads.
 */
public final class LabelFold {

    private LabelFold() {}

    /**
     * A photo's labels after a fact; a refusal changes nothing, and neither does a fact that is in them already.
     *
     * @param before before it
     * @param event the fact
     * @param position where it lies
     * @throws IllegalArgumentException where it cannot be the first fact about a photo
     */
    public static PhotoLabels apply(PhotoLabels before, LabelEvent event, LogPosition position) {
        if (event.getRevision() <= before.revision() || event.getFact() instanceof LabelCommandRefused) {
            return before;
        }
        ImageLabels row = before.labels().orElseGet(() -> empty(event, position));
        ImageLabels after = builder(changed(row, event, position))
                .setRevision(event.getRevision())
                .setLatest(position)
                .build();
        return new PhotoLabels(
                Optional.of(after), QueueFold.apply(before.queued(), event, position, after.getStanding()));
    }

    /** Shares what does not change; Avro's own copy would copy every box for each fact. */
    private static ImageLabels.Builder builder(ImageLabels row) {
        return ImageLabels.newBuilder()
                .setImageId(row.getImageId())
                .setRevision(row.getRevision())
                .setLatest(row.getLatest())
                .setImage(row.getImage())
                .setStanding(row.getStanding())
                .setClosed(row.getClosed())
                .setAgreements(row.getAgreements())
                .setReview(row.getReview());
    }

    private static ImageLabels empty(LabelEvent event, LogPosition position) {
        return new ImageLabels(event.getImageId(), 0L, position, photo(event), List.of(), List.of(), List.of(), null);
    }

    private static LabelledImage photo(LabelEvent event) {
        if (event.getFact() instanceof LabelSubmitted submitted) {
            return submitted.getLabels().getImage();
        } else if (event.getFact() instanceof ImageQueued queued) {
            return queued.getImage();
        }
        throw new IllegalArgumentException("The first fact about photo %s is %s; it has to be what brings the photo in."
                .formatted(event.getImageId(), event.getFact().getClass().getSimpleName()));
    }

    private static ImageLabels changed(ImageLabels row, LabelEvent event, LogPosition position) {
        Instant time = event.getMeta().getTime();
        Object fact = event.getFact();
        if (fact instanceof LabelSubmitted submitted) {
            return submitted(row, submitted.getLabels(), position);
        } else if (fact instanceof AgreementMeasured measured) {
            List<MeasuredAgreement> agreements = new ArrayList<>(row.getAgreements());
            agreements.add(measured.getAgreement());
            return builder(row).setAgreements(agreements).build();
        } else if (fact instanceof ReviewRequested review) {
            return builder(row).setReview(review(row, review, time)).build();
        } else if (fact instanceof LabelApproved approved) {
            return approved(row, approved, time, position);
        } else if (fact instanceof LabelRejected rejected) {
            return closed(
                    row,
                    rejected.getLabelSetId(),
                    LabelStatus.REJECTED,
                    rejected.getRejectedBy(),
                    time,
                    rejected.getReason());
        } else if (fact instanceof LabelSuperseded superseded) {
            return closed(
                    row, superseded.getLabelSetId(), LabelStatus.SUPERSEDED, superseded.getSupersededBy(), time, null);
        }
        return row;
    }

    private static ImageLabels submitted(ImageLabels row, LabelSet labels, LogPosition position) {
        List<StandingLabels> standing = new ArrayList<>(row.getStanding());
        standing.add(new StandingLabels(LabelStatus.PENDING_REVIEW, labels, position, null));
        return builder(row).setStanding(standing).build();
    }

    private static ImageLabels approved(ImageLabels row, LabelApproved fact, Instant time, LogPosition position) {
        List<StandingLabels> standing = row.getStanding().stream()
                .map(set ->
                        set.getLabels().getLabelSetId().equals(fact.getLabels().getLabelSetId())
                                ? new StandingLabels(
                                        LabelStatus.APPROVED,
                                        fact.getLabels(),
                                        position,
                                        new LabelApproval(fact.getApprovedBy(), time, fact.getAutomatic()))
                                : set)
                .toList();
        return builder(row).setStanding(standing).setReview(null).build();
    }

    private static ImageLabels closed(
            ImageLabels row, String labelSetId, LabelStatus status, String by, Instant time, String reason) {
        List<StandingLabels> standing = row.getStanding().stream()
                .filter(set -> !set.getLabels().getLabelSetId().equals(labelSetId))
                .toList();
        List<ClosedLabels> closed = new ArrayList<>(row.getClosed());
        row.getStanding().stream()
                .map(StandingLabels::getLabels)
                .filter(set -> set.getLabelSetId().equals(labelSetId))
                .forEach(set -> closed.add(new ClosedLabels(labelSetId, set.getAnnotator(), status, by, time, reason)));
        return builder(row)
                .setStanding(standing)
                .setClosed(closed)
                .setAgreements(without(row.getAgreements(), labelSetId))
                .setReview(standing.isEmpty() ? null : without(row.getReview(), labelSetId))
                .build();
    }

    private static OpenReview review(ImageLabels row, ReviewRequested fact, Instant time) {
        OpenReview open = row.getReview();
        boolean requested = fact.getReason() == ReviewReason.REQUESTED;
        if (open == null) {
            return new OpenReview(requested, fact.getText(), fact.getDisagreements(), time);
        }
        List<MeasuredAgreement> all = new ArrayList<>(open.getDisagreements());
        all.addAll(fact.getDisagreements());
        return new OpenReview(
                open.getRequested() || requested, open.getText() + "\n" + fact.getText(), all, open.getSince());
    }

    private static OpenReview without(OpenReview review, String labelSetId) {
        if (review == null) {
            return null;
        }
        List<MeasuredAgreement> left = without(review.getDisagreements(), labelSetId);
        return review.getRequested() || !left.isEmpty()
                ? new OpenReview(review.getRequested(), review.getText(), left, review.getSince())
                : null;
    }

    private static List<MeasuredAgreement> without(List<MeasuredAgreement> pairs, String labelSetId) {
        return pairs.stream()
                .filter(pair -> !Agreements.names(pair, labelSetId))
                .toList();
    }
}
