package io.verdict.streams.curation;

import io.verdict.events.ImageFormat;
import io.verdict.events.Photo;
import io.verdict.events.QuarantineCode;
import io.verdict.events.QuarantineReason;
import java.util.Optional;

/**
 * The checks that need nothing but the upload itself. Each one presupposes the one before: an empty file has no
 * format, and what is no image has no size; so at most one of them fails, and a person reads one cause.
 */
final class PhotoChecks {

    private PhotoChecks() {}

    static Optional<QuarantineReason> failure(Photo photo, SourceRules rules) {
        if (photo.getObject().getSizeBytes() == 0) {
            return failed(
                    QuarantineCode.EMPTY,
                    "The file has 0 bytes; a photo is asked for. Check that the file is complete and upload it again.");
        }
        if (photo.getFormat() == ImageFormat.UNKNOWN) {
            return failed(
                    QuarantineCode.NOT_AN_IMAGE,
                    "The file's first bytes are those of neither a JPEG nor a PNG, whatever its name says; one of these"
                            + " is asked for. Export the photo as JPEG and upload it again.");
        }
        if (photo.getWidth() <= 0 || photo.getHeight() <= 0) {
            return failed(
                    QuarantineCode.UNREADABLE_HEADER,
                    "The file begins like a " + photo.getFormat() + ", but its header does not tell width and height;"
                            + " it is damaged or cut off. Upload the original file again.");
        }
        UprightSize size = UprightSize.of(photo);
        if (!size.meets(rules)) {
            return failed(
                    QuarantineCode.TOO_SMALL,
                    "The upright photo is %d x %d pixels; at least %d x %d%s are asked for. Upload it in full resolution."
                            .formatted(
                                    size.width(),
                                    size.height(),
                                    rules.minWidth(),
                                    rules.minHeight(),
                                    rules.eitherOrientation() ? " (or turned by 90 degrees)" : ""));
        }
        return Optional.empty();
    }

    private static Optional<QuarantineReason> failed(QuarantineCode code, String text) {
        return Optional.of(new QuarantineReason(code, text));
    }
}
