package io.verdict.connectors.ingest;

import com.drew.lang.ByteArrayReader;
import com.drew.metadata.Directory;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifDirectoryBase;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import com.drew.metadata.exif.ExifSubIFDDirectory;
import java.time.Instant;
import java.util.Date;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;

/**
 * What the camera wrote about a photo (CIPA DC-008, EXIF 2.32).
 *
 * @param orientation 1 (upright) to 8
 * @param takenAt when it was taken, read as UTC where the camera names no offset
 * @param camera make and model
 */
record ExifFacts(int orientation, Optional<Instant> takenAt, Optional<String> camera) {

    private static final int UPRIGHT = 1;
    private static final int LAST_ORIENTATION = 8;
    private static final int LONGEST_NAME = 100;
    private static final Instant FIRST_PHOTOGRAPH = Instant.parse("1826-01-01T00:00:00Z");
    private static final ExifFacts NONE = new ExifFacts(UPRIGHT, Optional.empty(), Optional.empty());

    /** Reads a TIFF block; one that cannot be read says nothing. */
    static ExifFacts read(byte[] tiff) {
        if (tiff.length == 0) {
            return NONE;
        }
        Metadata metadata = new Metadata();
        try {
            new ExifReader().extract(new ByteArrayReader(tiff), metadata);
            return of(metadata);
        } catch (RuntimeException malformed) {
            // Anybody can upload anything; what the parser trips over must not lose the photo.
            return NONE;
        }
    }

    private static ExifFacts of(Metadata metadata) {
        Directory main = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
        ExifSubIFDDirectory details = metadata.getFirstDirectoryOfType(ExifSubIFDDirectory.class);
        return new ExifFacts(
                orientation(main),
                Optional.ofNullable(details).flatMap(ExifFacts::taken),
                Optional.ofNullable(main).flatMap(ExifFacts::camera));
    }

    private static int orientation(Directory main) {
        Integer value = main == null ? null : main.getInteger(ExifDirectoryBase.TAG_ORIENTATION);
        return value == null || value < UPRIGHT || value > LAST_ORIENTATION ? UPRIGHT : value;
    }

    private static Optional<Instant> taken(ExifSubIFDDirectory details) {
        TimeZone utc = TimeZone.getTimeZone("UTC");
        return Optional.ofNullable(details.getDateOriginal(utc))
                .or(() -> Optional.ofNullable(details.getDateDigitized(utc)))
                .map(Date::toInstant)
                // A camera whose clock was never set writes zeros, which the parser takes for the year before 1.
                .filter(FIRST_PHOTOGRAPH::isBefore);
    }

    private static Optional<String> camera(Directory main) {
        String make = name(main.getString(ExifDirectoryBase.TAG_MAKE));
        String model = name(main.getString(ExifDirectoryBase.TAG_MODEL));
        boolean repeated = model.toLowerCase(Locale.ROOT).startsWith(make.toLowerCase(Locale.ROOT));
        String both = (repeated ? model : make + " " + model).strip();
        return both.isEmpty() ? Optional.empty() : Optional.of(both);
    }

    private static String name(String text) {
        if (text == null) {
            return "";
        }
        String clean = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return clean.length() <= LONGEST_NAME ? clean : clean.substring(0, LONGEST_NAME);
    }
}
