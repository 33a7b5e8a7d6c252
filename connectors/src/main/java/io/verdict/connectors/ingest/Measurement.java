package io.verdict.connectors.ingest;

import io.verdict.connectors.store.Content;
import java.io.IOException;
import java.io.InputStream;

/** Measures content: the hashes are taken over every byte, the rest from the headers. */
public final class Measurement {

    private Measurement() {}

    /**
     * Measures content; never fails because of what the bytes are.
     *
     * @throws IOException if they cannot be read
     */
    public static Measured of(Content content) throws IOException {
        try (InputStream in = content.open()) {
            ImageHeader header = ImageHeader.read(in);
            ExifFacts exif = ExifFacts.read(header.exif());
            return new Measured(
                    content.digests(),
                    header.format(),
                    header.width(),
                    header.height(),
                    exif.orientation(),
                    exif.takenAt(),
                    exif.camera());
        }
    }
}
