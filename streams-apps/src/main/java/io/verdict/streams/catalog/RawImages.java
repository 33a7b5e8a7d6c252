package io.verdict.streams.catalog;

import io.verdict.events.CurationStatus;
import io.verdict.events.ImageAccepted;
import io.verdict.events.ImageQuarantined;
import io.verdict.events.ImageReleaseRefused;
import io.verdict.events.ImageReleased;
import io.verdict.events.ImageUploaded;
import io.verdict.events.LogPosition;
import io.verdict.events.Photo;
import io.verdict.events.QuarantineEvent;
import io.verdict.events.QuarantineReason;
import io.verdict.events.RawImage;
import io.verdict.topics.Topics;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Folds facts into rows of {@code raw_images}: pure functions {@code (row, fact) → row}.
 *
 * <p>Facts about a photo come from three topics, whose order among each other the log does not keep. So a status only
 * ever rises (uploaded, accepted, quarantined, released), and the fold gives the same row in whatever order they come.
 */
final class RawImages {

    /** Stands for an upload whose record has not been read yet. */
    static final LogPosition UNREAD = new LogPosition(Topics.IMAGE_UPLOADS.name(), -1, -1L, "");

    private static final Comparator<LogPosition> IN_LOG =
            Comparator.comparingInt(LogPosition::getPartition).thenComparingLong(LogPosition::getOffset);

    private RawImages() {}

    static RawImage uploaded(Optional<RawImage> row, ImageUploaded fact, LogPosition position) {
        return risen(row, fact.getPhoto(), CurationStatus.UPLOADED, List.of(), position);
    }

    static RawImage accepted(Optional<RawImage> row, ImageAccepted fact) {
        CurationStatus status = fact.getReleased() ? CurationStatus.RELEASED : CurationStatus.ACCEPTED;
        return risen(
                row, fact.getPhoto(), status, List.of(), upload(fact.getMeta().getCause()));
    }

    /** Empty where nothing is known of the photo, or the fact says nothing about where it stands. */
    static Optional<RawImage> quarantine(Optional<RawImage> row, QuarantineEvent event) {
        Object fact = event.getFact();
        if (fact instanceof ImageQuarantined quarantined) {
            List<String> reasons = quarantined.getReasons().stream()
                    .map(QuarantineReason::getText)
                    .toList();
            LogPosition upload = upload(event.getMeta().getCause());
            return Optional.of(risen(row, quarantined.getPhoto(), CurationStatus.QUARANTINED, reasons, upload));
        }
        if (fact instanceof ImageReleased) {
            return row.map(known -> risen(row, known.getPhoto(), CurationStatus.RELEASED, List.of(), UNREAD));
        }
        if (fact instanceof ImageReleaseRefused) {
            return Optional.empty();
        }
        throw new IllegalArgumentException("Unknown quarantine fact "
                + fact.getClass().getName() + "; this app is older than the schema. Upgrade it.");
    }

    private static RawImage risen(
            Optional<RawImage> row, Photo photo, CurationStatus status, List<String> reasons, LogPosition upload) {
        if (row.isEmpty()) {
            return new RawImage(photo, status, reasons, upload);
        }
        RawImage known = row.get();
        boolean rises = status.compareTo(known.getStatus()) > 0;
        return new RawImage(
                known.getPhoto(),
                rises ? status : known.getStatus(),
                rises ? reasons : known.getReasons(),
                first(known.getUpload(), upload));
    }

    private static LogPosition upload(LogPosition cause) {
        return cause != null && cause.getTopic().equals(Topics.IMAGE_UPLOADS.name()) ? cause : UNREAD;
    }

    private static LogPosition first(LogPosition a, LogPosition b) {
        return Stream.of(a, b)
                .filter(position -> position.getOffset() >= 0)
                .min(IN_LOG)
                .orElse(UNREAD);
    }
}
