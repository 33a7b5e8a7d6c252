package io.verdict.streams.labels;

import io.verdict.avro.Envelope;
import io.verdict.events.BoxesProposed;
import io.verdict.events.ImageQueued;
import io.verdict.events.ImageSkipped;
import io.verdict.events.LabelEvent;
import io.verdict.events.LabelRefusalCode;
import io.verdict.events.LabelSource;
import io.verdict.events.LabelledImage;
import io.verdict.events.LogPosition;
import io.verdict.events.Meta;
import io.verdict.events.QueueImage;
import io.verdict.events.QueueReason;
import io.verdict.events.QueueReasonKind;
import io.verdict.events.QueueStatus;
import io.verdict.events.QueuedImage;
import io.verdict.events.SkipImage;
import java.util.List;
import java.util.Optional;

/**
 * Decides what gets into the labelling queue and leaves it (LAB-3). A photo is there once, with one reason of each kind;
 * rules bring in nothing that people have labelled or have passed over. Pure.
 */
final class QueueDesk {

    private QueueDesk() {}

    static List<Object> queue(LabelSituation situation, QueueImage command, LogPosition position) {
        LabelRoles.requireAnnotator(situation);
        ReviewDesk.requireReason(command.getReason());
        int annotators = command.getAnnotators() == null ? situation.config().annotators() : command.getAnnotators();
        LabelRefusal.unless(
                annotators >= 1 && annotators < LabelsConfig.MOST_SETS,
                LabelRefusalCode.INVALID,
                "A photo has 1 to %d annotators.".formatted(LabelsConfig.MOST_SETS - 1),
                "%d are asked for.".formatted(annotators));
        LabelRefusal.unless(
                open(situation.before())
                        .filter(entry -> has(entry, QueueReasonKind.REQUESTED))
                        .isEmpty(),
                LabelRefusalCode.ALREADY_GIVEN,
                "A photo is in the queue once.",
                "Somebody has put it there already.");
        QueueReason reason = new QueueReason(
                QueueReasonKind.REQUESTED, situation.actor() + ": " + command.getReason(), null, null, null, position);
        return List.of(new ImageQueued(situation.image(), reason, annotators));
    }

    static List<Object> skip(LabelSituation situation, SkipImage command) {
        LabelRoles.requireAnnotator(situation);
        ReviewDesk.requireReason(command.getReason());
        LabelRefusal.unless(
                open(situation.before()).isPresent(),
                LabelRefusalCode.NOT_QUEUED,
                "What is passed over is in the queue.",
                "The photo is not in the labelling queue, or not any more. See: infra/verdict label list");
        return List.of(new ImageSkipped(situation.actor(), command.getReason()));
    }

    /**
     * What comes of a nomination: a fact, or nothing where it is no news.
     *
     * @param photo the photo
     * @param before its labels
     * @param nomination a reason for the queue ({@link ImageQueued}) or what a model saw ({@link BoxesProposed}), with the
     *     envelope of the record that it comes from
     */
    static Optional<LabelEvent> nominate(
            LabelledImage photo, PhotoLabels before, LabelEvent nomination, int annotators) {
        if (nomination.getFact() instanceof ImageQueued queued) {
            QueueReason reason = queued.getReason();
            return isNews(before, reason)
                    ? Optional.of(event(
                            before,
                            nomination,
                            reason.getEvidence(),
                            "queued/" + reason.getKind(),
                            new ImageQueued(photo, reason, annotators)))
                    : Optional.empty();
        }
        BoxesProposed proposed = (BoxesProposed) nomination.getFact();
        return open(before)
                .filter(entry -> entry.getProposal() == null)
                .map(entry -> event(before, nomination, proposed.getProposal().getDecision(), "proposed", proposed));
    }

    private static boolean isNews(PhotoLabels before, QueueReason reason) {
        if (before.queued().isPresent()) {
            return open(before).filter(entry -> !has(entry, reason.getKind())).isPresent();
        }
        boolean closedByPeople =
                before.labels().filter(row -> !row.getClosed().isEmpty()).isPresent();
        return !closedByPeople
                && before.standing().stream().allMatch(set -> set.getLabels().getSource() == LabelSource.MODEL);
    }

    private static LabelEvent event(
            PhotoLabels before, LabelEvent nomination, LogPosition cause, String name, Object fact) {
        Meta meta = nomination.getMeta();
        return new LabelEvent(
                Envelope.causedBy(meta, cause, meta.getTime(), LabelCommands.ACTOR, name),
                nomination.getImageId(),
                before.revision() + 1,
                fact);
    }

    private static Optional<QueuedImage> open(PhotoLabels before) {
        return before.queued().filter(entry -> entry.getStatus() == QueueStatus.OPEN);
    }

    private static boolean has(QueuedImage entry, QueueReasonKind kind) {
        return entry.getReasons().stream().anyMatch(reason -> reason.getKind() == kind);
    }
}
