package io.verdict.connectors.ingest;

import io.verdict.avro.EventIds;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The identity that an upload gets before it is published, so that a repeated attempt is the same upload.
 *
 * @param imageId identity of the photo, a UUIDv7
 * @param eventId identity of the event, a UUIDv7
 * @param uploadedAt time of the upload, in microseconds as the log keeps it
 */
public record Ticket(String imageId, String eventId, Instant uploadedAt) {

    /** A new identity for something uploaded now. */
    public static Ticket issue(Clock clock) {
        return new Ticket(
                EventIds.next(clock), EventIds.next(clock), clock.instant().truncatedTo(ChronoUnit.MICROS));
    }
}
