package io.verdict.streams.labels;

import io.verdict.events.BoxesProposed;
import io.verdict.events.ImageQueued;
import io.verdict.events.ImageSkipped;
import io.verdict.events.LabelApproved;
import io.verdict.events.LabelEvent;
import io.verdict.events.LabelRejected;
import io.verdict.events.LabelSet;
import io.verdict.events.LabelSource;
import io.verdict.events.LabelSubmitted;
import io.verdict.events.LogPosition;
import io.verdict.events.QueueReason;
import io.verdict.events.QueueReasonKind;
import io.verdict.events.QueueStatus;
import io.verdict.events.QueuedImage;
import io.verdict.events.StandingLabels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A photo's place in the labelling queue from the facts about its labels. Pure. */
final class QueueFold {

    private QueueFold() {}

    /** @param standing the photo's label sets after the fact */
    static Optional<QueuedImage> apply(
            Optional<QueuedImage> before, LabelEvent event, LogPosition position, List<StandingLabels> standing) {
        Object fact = event.getFact();
        if (fact instanceof ImageQueued queued) {
            return Optional.of(queued(before, queued, event, position));
        } else if (fact instanceof BoxesProposed proposed) {
            return before.map(row -> builder(row)
                    .setProposal(proposed.getProposal())
                    .setLatest(position)
                    .build());
        } else if (fact instanceof ImageSkipped skipped) {
            return before.map(row -> builder(row)
                    .setStatus(QueueStatus.SKIPPED)
                    .setSkippedBy(skipped.getSkippedBy())
                    .setSkipReason(skipped.getReason())
                    .setLatest(position)
                    .build());
        } else if (fact instanceof LabelSubmitted submitted) {
            return before.map(row -> labelled(row, submitted.getLabels(), position));
        } else if (fact instanceof LabelApproved) {
            return before.map(row -> open(row) ? done(row, position) : row);
        } else if (fact instanceof LabelRejected) {
            return before.map(row -> rejected(row, event, position, standing));
        }
        return before;
    }

    private static QueuedImage queued(
            Optional<QueuedImage> before, ImageQueued fact, LabelEvent event, LogPosition position) {
        if (before.isEmpty()) {
            return new QueuedImage(
                    fact.getImage(),
                    QueueStatus.OPEN,
                    List.of(fact.getReason()),
                    null,
                    event.getMeta().getTime(),
                    fact.getAnnotators(),
                    List.of(),
                    null,
                    null,
                    position);
        }
        QueuedImage row = before.get();
        QueueReasonKind kind = fact.getReason().getKind();
        List<QueueReason> reasons = new ArrayList<>(row.getReasons());
        reasons.removeIf(reason -> reason.getKind() == kind);
        reasons.add(fact.getReason());
        QueuedImage.Builder after = builder(row).setReasons(reasons).setLatest(position);
        if (!open(row)) {
            after.setStatus(QueueStatus.OPEN)
                    .setQueuedAt(event.getMeta().getTime())
                    .setAnnotators(List.of())
                    .setSkippedBy(null)
                    .setSkipReason(null);
        }
        return after.setAnnotatorsNeeded(
                        open(row) ? Math.max(row.getAnnotatorsNeeded(), fact.getAnnotators()) : fact.getAnnotators())
                .build();
    }

    private static QueuedImage labelled(QueuedImage row, LabelSet labels, LogPosition position) {
        boolean counts = open(row)
                && labels.getSource() != LabelSource.MODEL
                && !row.getAnnotators().contains(labels.getAnnotator());
        if (!counts) {
            return row;
        }
        List<String> annotators = new ArrayList<>(row.getAnnotators());
        annotators.add(labels.getAnnotator());
        QueuedImage after =
                builder(row).setAnnotators(annotators).setLatest(position).build();
        return annotators.size() >= row.getAnnotatorsNeeded() ? done(after, position) : after;
    }

    /**
     * Where nothing that anybody said stands any more, nobody has labelled the photo: it is asked for again, for
     * whatever reason it is there. A draw by chance that was lost here would be missing in every estimate.
     */
    private static QueuedImage rejected(
            QueuedImage row, LabelEvent event, LogPosition position, List<StandingLabels> standing) {
        boolean said = standing.stream()
                .anyMatch(set -> set.getApproval() != null || set.getLabels().getSource() != LabelSource.MODEL);
        if (said
                || row.getStatus() == QueueStatus.SKIPPED
                || row.getAnnotators().isEmpty() && open(row)) {
            return row;
        }
        return builder(row)
                .setStatus(QueueStatus.OPEN)
                .setQueuedAt(open(row) ? row.getQueuedAt() : event.getMeta().getTime())
                .setAnnotators(List.of())
                .setLatest(position)
                .build();
    }

    private static boolean open(QueuedImage row) {
        return row.getStatus() == QueueStatus.OPEN;
    }

    /** Shares what does not change; Avro's own copy would copy the whole proposal. */
    private static QueuedImage.Builder builder(QueuedImage row) {
        return QueuedImage.newBuilder()
                .setImage(row.getImage())
                .setStatus(row.getStatus())
                .setReasons(row.getReasons())
                .setProposal(row.getProposal())
                .setQueuedAt(row.getQueuedAt())
                .setAnnotatorsNeeded(row.getAnnotatorsNeeded())
                .setAnnotators(row.getAnnotators())
                .setSkippedBy(row.getSkippedBy())
                .setSkipReason(row.getSkipReason())
                .setLatest(row.getLatest());
    }

    private static QueuedImage done(QueuedImage row, LogPosition position) {
        return builder(row).setStatus(QueueStatus.LABELLED).setLatest(position).build();
    }
}
