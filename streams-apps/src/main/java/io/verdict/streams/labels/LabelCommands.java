package io.verdict.streams.labels;

import io.verdict.avro.Envelope;
import io.verdict.events.AgreementMeasured;
import io.verdict.events.ApproveLabels;
import io.verdict.events.LabelApproved;
import io.verdict.events.LabelCommand;
import io.verdict.events.LabelCommandRefused;
import io.verdict.events.LabelEvent;
import io.verdict.events.LabelRefusalCode;
import io.verdict.events.LabelledImage;
import io.verdict.events.LogPosition;
import io.verdict.events.Meta;
import io.verdict.events.QueueImage;
import io.verdict.events.RejectLabels;
import io.verdict.events.RequestReview;
import io.verdict.events.ReviewReason;
import io.verdict.events.ReviewRequested;
import io.verdict.events.SkipImage;
import io.verdict.events.SubmitLabels;
import io.verdict.topics.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides on commands about a photo's labels: {@code (state, command) → facts | refusal} (LAB-1). A pure function; safe
 * for use by many threads.
 */
final class LabelCommands {

    /** Who acts where a rule does. */
    static final String ACTOR = Role.LABELS_APP.identity();

    /** Most characters of what a refusal says, as it may repeat what was sent. */
    private static final int LONGEST_REFUSAL = 2_000;

    private LabelCommands() {}

    /**
     * What comes of a command: at least one fact, or one refusal.
     *
     * @param photo what is known of the photo; empty where no such photo was accepted
     * @param before its labels
     * @param command the command
     * @param position where the command lies
     */
    static List<LabelEvent> decide(
            Optional<LabelledImage> photo,
            PhotoLabels before,
            LabelCommand command,
            LogPosition position,
            LabelSituation.Rules rules) {
        Meta meta = command.getMeta();
        try {
            requireSound(command, before.revision());
            LabelSituation situation = new LabelSituation(
                    photo,
                    before,
                    meta.getEventId(),
                    meta.getActor(),
                    Set.copyOf(command.getRoles()),
                    meta.getTime(),
                    rules);
            situation.image();
            List<LabelEvent> events =
                    events(command, position, facts(situation, command.getCommand(), position), before.revision());
            requireRoom(before, events, position);
            return events;
        } catch (LabelRefusal refused) {
            LabelCommandRefused fact = new LabelCommandRefused(
                    command.getCommand().getClass().getSimpleName(),
                    refused.code(),
                    refused.rule(),
                    cut(refused.getMessage()));
            return List.of(new LabelEvent(
                    Envelope.causedBy(meta, position, meta.getTime(), ACTOR, "refusal"),
                    command.getImageId(),
                    before.revision(),
                    fact));
        }
    }

    private static List<Object> facts(LabelSituation situation, Object command, LogPosition position) {
        if (command instanceof SubmitLabels submit) {
            return SubmissionDesk.submit(situation, submit);
        } else if (command instanceof ApproveLabels approve) {
            return ReviewDesk.approve(situation, approve);
        } else if (command instanceof RejectLabels reject) {
            return ReviewDesk.reject(situation, reject);
        } else if (command instanceof RequestReview request) {
            return ReviewDesk.request(situation, request);
        } else if (command instanceof QueueImage queue) {
            return QueueDesk.queue(situation, queue, position);
        } else if (command instanceof SkipImage skip) {
            return QueueDesk.skip(situation, skip);
        }
        throw new LabelRefusal(
                LabelRefusalCode.INVALID,
                "Commands are of a kind that the labels app knows.",
                "The command is of no kind that this labels app knows. Upgrade it.");
    }

    private static void requireSound(LabelCommand command, long revision) {
        Long expected = command.getExpectedRevision();
        LabelRefusal.unless(
                expected == null || expected == revision,
                LabelRefusalCode.STATE_MOVED,
                "A command that names a revision holds for that revision.",
                "The command was decided on revision %s of the photo's labels, which are at %d by now. Read them again."
                        .formatted(expected, revision));
        String actor = command.getMeta().getActor();
        LabelRefusal.unless(
                !actor.isBlank() && !actor.equals(ACTOR),
                LabelRefusalCode.INVALID,
                "A command says who asks.",
                "The command's actor is '%s'; it has to be who asks, and '%s' is the labels app itself."
                        .formatted(actor, ACTOR));
    }

    /** What is said about a photo is one record of its view; whatever makes it smaller may be said all the same. */
    private static void requireRoom(PhotoLabels before, List<LabelEvent> events, LogPosition position) {
        PhotoLabels after = before;
        for (LabelEvent event : events) {
            after = LabelFold.apply(after, event, position);
        }
        int fact = RecordSize.largest(events);
        int rows = RecordSize.largest(after.rows());
        LabelRefusal.unless(
                fact <= RecordSize.MOST_BYTES
                        && (rows <= RecordSize.MOST_BYTES || rows <= RecordSize.largest(before.rows())),
                LabelRefusalCode.TOO_MANY,
                "What is said about a photo fits into one record.",
                "It would take %d bytes with this, and there is room for %d. Say it shorter, leave attributes away, or"
                                .formatted(Math.max(fact, rows), RecordSize.MOST_BYTES)
                        + " have a reviewer reject label sets first.");
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_REFUSAL ? text : text.substring(0, LONGEST_REFUSAL) + "…";
    }

    private static List<LabelEvent> events(
            LabelCommand command, LogPosition position, List<Object> facts, long revision) {
        List<LabelEvent> events = new ArrayList<>(facts.size());
        for (Object fact : facts) {
            int number = events.size() + 1;
            Meta meta = Envelope.causedBy(
                    command.getMeta(),
                    position,
                    command.getMeta().getTime(),
                    isByRule(fact) ? ACTOR : command.getMeta().getActor(),
                    "fact/" + number);
            events.add(new LabelEvent(meta, command.getImageId(), revision + number, fact));
        }
        return events;
    }

    private static boolean isByRule(Object fact) {
        return fact instanceof AgreementMeasured
                || fact instanceof LabelApproved approved && approved.getAutomatic()
                || fact instanceof ReviewRequested review && review.getReason() == ReviewReason.DISAGREEMENT;
    }
}
