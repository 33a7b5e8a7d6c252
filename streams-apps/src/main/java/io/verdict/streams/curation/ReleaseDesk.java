package io.verdict.streams.curation;

import io.verdict.avro.Envelope;
import io.verdict.events.ImageAccepted;
import io.verdict.events.ImageQuarantined;
import io.verdict.events.ImageReleaseRefused;
import io.verdict.events.ImageReleased;
import io.verdict.events.LogPosition;
import io.verdict.events.Meta;
import io.verdict.events.QuarantineEvent;
import io.verdict.events.ReleaseImage;
import java.util.Optional;

/** Answers release commands: a pure function of the command and what is known of the photo. Safe for many threads. */
final class ReleaseDesk {

    private ReleaseDesk() {}

    /**
     * Answers one command.
     *
     * @param command the command
     * @param position where it lies in the log
     * @param answered true where a command with this event id was answered before
     * @param latest the latest fact about the photo in quarantine; empty where it was never there
     */
    static ReleaseAnswer answer(
            ReleaseImage command, LogPosition position, boolean answered, Optional<QuarantineEvent> latest) {
        if (answered) {
            return new ReleaseAnswer.Repeated();
        }
        if (latest.isEmpty()) {
            return refuse(
                    command,
                    position,
                    "Photo " + command.getImageId() + " of listing " + command.getListingId()
                            + " is not in quarantine: it was accepted, or there is no such photo. Look both ids up in"
                            + " the view raw_images.");
        }
        QuarantineEvent fact = latest.get();
        if (fact.getFact() instanceof ImageQuarantined quarantined) {
            return release(command, position, quarantined);
        }
        return refuse(
                command,
                position,
                "Photo " + command.getImageId() + " was released at "
                        + fact.getMeta().getTime() + by(fact)
                        + " and is no longer in quarantine. Nothing is to be done.");
    }

    private static String by(QuarantineEvent fact) {
        return fact.getFact() instanceof ImageReleased released ? " by " + released.getReleasedBy() : "";
    }

    private static ReleaseAnswer release(ReleaseImage command, LogPosition position, ImageQuarantined quarantined) {
        ImageReleased released = new ImageReleased(command.getMeta().getActor(), command.getReason());
        return new ReleaseAnswer.Released(
                event(command, meta(command, position, "released"), released),
                new ImageAccepted(meta(command, position, "accepted"), quarantined.getPhoto(), true));
    }

    private static ReleaseAnswer refuse(ReleaseImage command, LogPosition position, String text) {
        ImageReleaseRefused refused = new ImageReleaseRefused(command.getMeta().getActor(), text);
        return new ReleaseAnswer.Refused(event(command, meta(command, position, "refused"), refused));
    }

    private static QuarantineEvent event(ReleaseImage command, Meta meta, Object fact) {
        return new QuarantineEvent(meta, command.getImageId(), command.getListingId(), fact);
    }

    private static Meta meta(ReleaseImage command, LogPosition position, String name) {
        return Envelope.causedBy(command.getMeta(), position, command.getMeta().getTime(), Judge.ACTOR, name);
    }
}
