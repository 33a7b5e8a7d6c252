package io.verdict.streams.labels;

import io.verdict.events.Arm;
import io.verdict.events.BoxesProposed;
import io.verdict.events.Detection;
import io.verdict.events.DetectionCompleted;
import io.verdict.events.ImageAccepted;
import io.verdict.events.ImageQueued;
import io.verdict.events.LabelEvent;
import io.verdict.events.LabelledImage;
import io.verdict.events.LogPosition;
import io.verdict.events.Meta;
import io.verdict.events.Photo;
import io.verdict.events.Proposal;
import io.verdict.events.QueueReason;
import io.verdict.events.QueueReasonKind;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * Reasons for the labelling queue, as accepted photos and decisions give them (LAB-3). Each has the envelope of the
 * record that gives it and no revision: the photo's own state says what comes of it. Pure.
 */
final class Nominations {

    private Nominations() {}

    /** A photo as labels refer to it. */
    static LabelledImage photo(Photo photo) {
        // EXIF 2.32, tag 0x0112: values 5 to 8 swap rows and columns.
        boolean turned = photo.getOrientation() >= 5 && photo.getOrientation() <= 8;
        return new LabelledImage(
                photo.getImageId(),
                photo.getListingId(),
                photo.getObject(),
                turned ? photo.getHeight() : photo.getWidth(),
                turned ? photo.getWidth() : photo.getHeight(),
                photo.getSource(),
                photo.getRegion(),
                photo.getUploadedAt());
    }

    /** Whether a photo was drawn by chance. */
    static Optional<LabelEvent> drawn(ImageAccepted accepted, LogPosition position, double share) {
        String imageId = accepted.getPhoto().getImageId();
        if (!UniformSample.draws(imageId, share)) {
            return Optional.empty();
        }
        QueueReason reason = new QueueReason(
                QueueReasonKind.UNIFORM_SAMPLE,
                "Drawn by chance, as is %s of all photos.".formatted(percent(share)),
                share,
                null,
                null,
                position);
        return Optional.of(queued(accepted.getMeta(), photo(accepted.getPhoto()), reason));
    }

    /** Whether the model in service was not sure of something: the box that it was least sure of. */
    static Optional<LabelEvent> unsure(DetectionCompleted decision, LogPosition position, LabelsConfig.Queueing rule) {
        if (!isInService(decision.getArm())) {
            return Optional.empty();
        }
        return decision.getDetections().stream()
                // Scores are floats: 0.45 is to be 0.45 on both sides.
                .filter(seen ->
                        seen.getScore() >= (float) rule.unsureFrom() && seen.getScore() < (float) rule.unsureBelow())
                .min(Comparator.comparingDouble(Detection::getScore))
                .map(seen -> queued(
                        decision.getMeta(),
                        photo(decision),
                        new QueueReason(
                                QueueReasonKind.LOW_CONFIDENCE,
                                "%s %s saw a %s with a score of %s; %s to below %s is not sure."
                                        .formatted(
                                                decision.getModel().getName(),
                                                decision.getModel().getVersion(),
                                                seen.getLabel(),
                                                seen.getScore(),
                                                rule.unsureFrom(),
                                                rule.unsureBelow()),
                                null,
                                decision.getModel().getName(),
                                decision.getModel().getVersion(),
                                position)));
    }

    /** Two arms did not see the same. The later decision is the evidence. */
    static LabelEvent disagreement(DetectionCompleted later, LogPosition position, Proposal champion, Proposal shadow) {
        QueueReason reason = new QueueReason(
                QueueReasonKind.ARM_DISAGREEMENT,
                "%s %s saw %d things, %s in its shadow %d, not all the same."
                        .formatted(
                                champion.getModel(),
                                champion.getVersion(),
                                champion.getDetections().size(),
                                shadow.getVersion(),
                                shadow.getDetections().size()),
                null,
                shadow.getModel(),
                shadow.getVersion(),
                position);
        return queued(later.getMeta(), photo(later), reason);
    }

    /** What the model in service saw, for an annotator to begin with. */
    static LabelEvent proposed(Meta meta, String imageId, Proposal proposal) {
        return new LabelEvent(meta, imageId, 0L, new BoxesProposed(proposal));
    }

    static Proposal proposal(DetectionCompleted decision, LogPosition position) {
        return new Proposal(
                decision.getModel().getName(), decision.getModel().getVersion(), decision.getDetections(), position);
    }

    /** Whether pricing sees what the arm decides. */
    static boolean isInService(Arm arm) {
        return arm == Arm.CHAMPION || arm == Arm.CANARY;
    }

    private static LabelEvent queued(Meta meta, LabelledImage image, QueueReason reason) {
        return new LabelEvent(meta, image.getImageId(), 0L, new ImageQueued(image, reason, 1));
    }

    /** As far as a decision knows it; the accepted photo, which has more, takes its place. */
    private static LabelledImage photo(DetectionCompleted decision) {
        return new LabelledImage(
                decision.getImageId(),
                decision.getListingId(),
                decision.getImage(),
                decision.getImageWidth(),
                decision.getImageHeight(),
                "",
                "",
                decision.getUploadedAt());
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.4g %%", share * 100);
    }
}
