package io.verdict.connectors.ingest;

import io.verdict.connectors.store.Content;
import io.verdict.connectors.store.ObjectStore;
import io.verdict.connectors.store.ObjectTags;
import io.verdict.connectors.store.Placement;
import io.verdict.connectors.store.Zone;
import io.verdict.events.ImageUploaded;
import io.verdict.events.Meta;
import io.verdict.events.Photo;
import io.verdict.events.StoredObject;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * Turns bytes into the fact that they were uploaded: measures them, stores them, and says so.
 *
 * <p>Whatever can be read becomes a fact, also what is no image; judging is curation's work. Thread-safe.
 */
public final class IngestEdge {

    private final ObjectStore store;
    private final Clock clock;

    /** An edge in front of a store, which stays the caller's to close. */
    public IngestEdge(ObjectStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Admits content as a new upload. */
    public ImageUploaded admit(Content content, UploadDetails details) throws IOException {
        return admit(content, details, ticket());
    }

    /** A new identity by this edge's clock. */
    Ticket ticket() {
        return Ticket.issue(clock);
    }

    /** Admits content under an identity that it was given before. */
    ImageUploaded admit(Content content, UploadDetails details, Ticket ticket) throws IOException {
        Measured measured = Measurement.of(content);
        LocalDate day = LocalDate.ofInstant(ticket.uploadedAt(), ZoneOffset.UTC);
        Placement placement = new Placement(Zone.RAW, details.region(), day, measured.extension());
        StoredObject object = store.put(content, placement, ObjectTags.none());
        Meta meta = new Meta(ticket.eventId(), ticket.uploadedAt(), details.uploader(), ticket.eventId(), null);
        return new ImageUploaded(meta, photo(measured, details, ticket, object));
    }

    private static Photo photo(Measured measured, UploadDetails details, Ticket ticket, StoredObject object) {
        return Photo.newBuilder()
                .setImageId(ticket.imageId())
                .setListingId(details.listing())
                .setSource(details.source())
                .setUploader(details.uploader())
                .setRegion(details.region())
                .setUploadedAt(ticket.uploadedAt())
                .setObject(object)
                .setFormat(measured.format())
                .setWidth(measured.width())
                .setHeight(measured.height())
                .setOrientation(measured.orientation())
                .setTakenAt(measured.takenAt().orElse(null))
                .setCamera(measured.camera().orElse(null))
                .build();
    }
}
