package io.verdict.streams.curation;

import io.verdict.events.ImageAccepted;
import io.verdict.events.QuarantineEvent;

/** What curation says to an upload. */
sealed interface Ruling {

    /** Models may see the photo. */
    record Accepted(ImageAccepted fact) implements Ruling {}

    /** It goes to quarantine. */
    record Quarantined(QuarantineEvent fact) implements Ruling {}

    /** The same photo id again: a repeated report of an upload that has been ruled on, which changes nothing. */
    record Repeated(String imageId) implements Ruling {}
}
