package io.verdict.launcher.bench;

import io.verdict.avro.EventIds;
import io.verdict.events.ImageFormat;
import io.verdict.events.Photo;
import io.verdict.events.StoredObject;
import java.time.Instant;
import java.util.HexFormat;
import java.util.SplittableRandom;

/** Photos that a history is about; of every 40, one is too small and one was uploaded twice. Pure. */
final class SamplePhotos {

    /** Photos of one listing, one after the other. */
    static final int PER_LISTING = 8;

    private static final Instant BEGIN = Instant.parse("2026-05-15T08:00:00Z");
    private static final long MILLIS_BETWEEN = 50;
    private static final int CYCLE = 40;
    private static final int REPEATED = 11;
    private static final int TOO_SMALL = 17;
    private static final HexFormat HEX = HexFormat.of();

    private SamplePhotos() {}

    static Photo photo(long index) {
        // The same bytes as the photo before.
        long content = index % CYCLE == REPEATED ? index - 1 : index;
        boolean small = index % CYCLE == TOO_SMALL;
        return Photo.newBuilder()
                .setImageId(id("photo", index))
                .setListingId("listing-" + index / PER_LISTING)
                .setSource("app")
                .setUploader("dealer-" + index % 97)
                .setRegion("ap-south-1")
                .setUploadedAt(time(index))
                .setObject(new StoredObject(
                        "file:///objects/raw/ap-south-1/2026/05/15/" + hex(content, 64) + ".jpg",
                        hex(content, 16),
                        hex(content, 64),
                        hex(content, 32),
                        412_345L))
                .setFormat(ImageFormat.JPEG)
                .setWidth(small ? 640 : 1600)
                .setHeight(small ? 480 : 1200)
                .build();
    }

    /** Whether curation accepts it. */
    static boolean isGood(long index) {
        return index % CYCLE != REPEATED && index % CYCLE != TOO_SMALL;
    }

    /** When everything about it happened. */
    static Instant time(long index) {
        return BEGIN.plusMillis(index * MILLIS_BETWEEN);
    }

    static String id(String of, long index) {
        return EventIds.derived(time(index), of, 0, index, "event");
    }

    static String hex(long seed, int digits) {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder text = new StringBuilder(digits);
        while (text.length() < digits) {
            text.append(HEX.toHexDigits(random.nextLong()));
        }
        return text.toString();
    }
}
