package io.verdict.connectors.ingest;

import io.verdict.connectors.store.Digests;
import io.verdict.events.ImageFormat;
import java.time.Instant;
import java.util.Optional;

/**
 * What the bytes of an upload say about themselves, without decoding a pixel.
 *
 * @param digests hashes and size
 * @param format format by the first bytes, never by name
 * @param width width in pixels of the stored grid; 0 where the header cannot be read
 * @param height height in pixels of the stored grid; 0 where the header cannot be read
 * @param orientation EXIF orientation, 1 (upright) to 8; 1 where absent
 * @param takenAt when the camera says that it was taken, read as UTC where it names no offset
 * @param camera make and model
 */
public record Measured(
        Digests digests,
        ImageFormat format,
        int width,
        int height,
        int orientation,
        Optional<Instant> takenAt,
        Optional<String> camera) {

    /** The file extension that fits the format. */
    public String extension() {
        return switch (format) {
            case JPEG -> "jpg";
            case PNG -> "png";
            case UNKNOWN -> "bin";
        };
    }
}
