package io.verdict.streams.curation;

import io.verdict.events.ImageAccepted;
import io.verdict.events.QuarantineEvent;

/** What curation answers to a person who wants a photo out of quarantine. */
sealed interface ReleaseAnswer {

    /** It is out, and models may see it. */
    record Released(QuarantineEvent released, ImageAccepted accepted) implements ReleaseAnswer {}

    /** It stays where it is. */
    record Refused(QuarantineEvent refused) implements ReleaseAnswer {}

    /** The same command again, which has been answered. */
    record Repeated() implements ReleaseAnswer {}
}
