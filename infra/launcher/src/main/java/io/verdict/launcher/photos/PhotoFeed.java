package io.verdict.launcher.photos;

import io.verdict.connectors.studio.Studio;
import io.verdict.connectors.studio.StudioConfig;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What the demo uploads: drawn photos of listings, and now and then something that must be refused on the way, because
 * that is what uploads are like.
 *
 * <p>Upload {@code i} is a pure function of the seed and {@code i}. Thread-safe.
 */
public final class PhotoFeed {

    private static final int PHOTOS_PER_LISTING = 3;
    private static final int CYCLE = 40;
    private static final int REPEATED = 11;
    private static final int TOO_SMALL = 17;
    private static final int TRUNCATED = 23;
    private static final int TEXT = 31;
    private static final byte[] NO_PHOTO = "This is not a photo.".getBytes(StandardCharsets.UTF_8);

    private final Studio studio;
    private final Studio smallStudio;
    private final long seed;
    private final boolean onlyGood;

    private PhotoFeed(Studio studio, Studio smallStudio, long seed, boolean onlyGood) {
        this.studio = studio;
        this.smallStudio = smallStudio;
        this.seed = seed;
        this.onlyGood = onlyGood;
    }

    /** Photos of 1600×1200, and in every 40 uploads one repeated, one too small, one truncated and one that is text. */
    public static PhotoFeed mixed(long seed) {
        return new PhotoFeed(standard(1600, 1200), standard(640, 480), seed, false);
    }

    /** Photos that curation accepts, of one size. */
    public static PhotoFeed good(long seed, int width, int height) {
        return new PhotoFeed(standard(width, height), standard(width, height), seed, true);
    }

    /** The bytes and the listing of upload {@code index}; another seed has other listings. */
    public Upload upload(int index) {
        // A repeated photo is one of the same listing.
        int original = !onlyGood && index % CYCLE == REPEATED ? index - 1 : index;
        String listing = "%s-%04d".formatted(Long.toString(seed, Character.MAX_RADIX), original / PHOTOS_PER_LISTING);
        return new Upload(bytes(index), listing);
    }

    private byte[] bytes(int index) {
        if (onlyGood) {
            return draw(studio, index);
        }
        return switch (index % CYCLE) {
            case REPEATED -> draw(studio, index - 1);
            case TOO_SMALL -> draw(smallStudio, index);
            case TRUNCATED -> half(draw(studio, index));
            case TEXT -> NO_PHOTO;
            default -> draw(studio, index);
        };
    }

    private byte[] draw(Studio by, int index) {
        return by.draw(seed + index).jpeg();
    }

    private static byte[] half(byte[] jpeg) {
        return Arrays.copyOf(jpeg, jpeg.length / 2);
    }

    private static Studio standard(int width, int height) {
        return new Studio(StudioConfig.defaults().withSize(width, height));
    }

    /** One upload. */
    public record Upload(byte[] bytes, String listing) {}
}
