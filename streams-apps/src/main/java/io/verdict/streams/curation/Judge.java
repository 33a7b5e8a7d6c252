package io.verdict.streams.curation;

import io.verdict.avro.Envelope;
import io.verdict.events.ImageAccepted;
import io.verdict.events.ImageQuarantined;
import io.verdict.events.ImageUploaded;
import io.verdict.events.LogPosition;
import io.verdict.events.Meta;
import io.verdict.events.Photo;
import io.verdict.events.QuarantineCode;
import io.verdict.events.QuarantineEvent;
import io.verdict.events.QuarantineReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Rules on uploads: a pure function of the rules, the upload and what was uploaded before. Safe for many threads. */
final class Judge {

    static final String ACTOR = "curation";

    private final CurationConfig config;

    Judge(CurationConfig config) {
        this.config = config;
    }

    /**
     * What is to be ruled on.
     *
     * @param upload the upload
     * @param position where it lies in the log
     * @param time event time in milliseconds, as the app's clock has it
     */
    record Case(ImageUploaded upload, LogPosition position, long time) {}

    /**
     * Rules on one upload.
     *
     * @param sameBytes uploads with the same MD5 that came before in the log, at least those within the window
     */
    Ruling rule(Case now, List<EarlierUpload> sameBytes) {
        ImageUploaded upload = now.upload();
        Photo photo = upload.getPhoto();
        if (sameBytes.stream().anyMatch(earlier -> earlier.imageId().equals(photo.getImageId()))) {
            return new Ruling.Repeated(photo.getImageId());
        }
        SourceRules rules = config.rulesFor(photo.getSource());
        List<QuarantineReason> failures = new ArrayList<>();
        PhotoChecks.failure(photo, rules).ifPresent(failures::add);
        duplicate(now, rules, sameBytes).ifPresent(failures::add);
        return failures.isEmpty() ? accept(upload, now.position()) : quarantine(upload, now.position(), failures);
    }

    private static Optional<QuarantineReason> duplicate(Case now, SourceRules rules, List<EarlierUpload> sameBytes) {
        Photo photo = now.upload().getPhoto();
        if (photo.getObject().getSizeBytes() == 0) {
            // All empty files have the same bytes; that they are empty says it.
            return Optional.empty();
        }
        // The window reaches both ways: an upload that comes late is a duplicate of the later one that came first.
        return sameBytes.stream()
                .filter(earlier -> Duration.between(earlier.time(), Instant.ofEpochMilli(now.time()))
                                .abs()
                                .compareTo(rules.duplicateWindow())
                        <= 0)
                .min(Comparator.comparing(EarlierUpload::time).thenComparing(EarlierUpload::imageId))
                .map(first -> new QuarantineReason(QuarantineCode.DUPLICATE, text(photo, rules, first)));
    }

    private static String text(Photo photo, SourceRules rules, EarlierUpload first) {
        String where =
                first.listingId().equals(photo.getListingId()) ? "of this listing" : "of listing " + first.listingId();
        return "The same file (MD5 %s) was uploaded as photo %s %s at %s; within %s a photo is taken once. Upload another photo, or ask for a release if this one is meant."
                .formatted(
                        photo.getObject().getMd5(),
                        first.imageId(),
                        where,
                        first.time(),
                        inWords(rules.duplicateWindow()));
    }

    private static String inWords(Duration window) {
        return window.equals(Duration.ofDays(window.toDays())) ? window.toDays() + " days" : window.toString();
    }

    private static Ruling accept(ImageUploaded upload, LogPosition position) {
        Meta meta =
                Envelope.causedBy(upload.getMeta(), position, upload.getMeta().getTime(), ACTOR, "accepted");
        return new Ruling.Accepted(new ImageAccepted(meta, upload.getPhoto(), false));
    }

    private static Ruling quarantine(ImageUploaded upload, LogPosition position, List<QuarantineReason> reasons) {
        Photo photo = upload.getPhoto();
        Meta meta =
                Envelope.causedBy(upload.getMeta(), position, upload.getMeta().getTime(), ACTOR, "quarantined");
        return new Ruling.Quarantined(new QuarantineEvent(
                meta, photo.getImageId(), photo.getListingId(), new ImageQuarantined(photo, reasons)));
    }
}
