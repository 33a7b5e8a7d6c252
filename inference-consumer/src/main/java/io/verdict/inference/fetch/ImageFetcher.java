package io.verdict.inference.fetch;

import io.verdict.events.FailureReason;
import io.verdict.events.StoredObject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Reads an object and verifies that its bytes are those that the log names. Thread-safe; remembers only when the store
 * last answered.
 */
public final class ImageFetcher {
    private final ObjectReader reader;
    private final long maxBytes;
    private volatile long lastAnswerNanos = System.nanoTime();

    public ImageFetcher(ObjectReader reader, long maxBytes) {
        this.reader = reader;
        this.maxBytes = maxBytes;
    }

    /** One attempt; never throws for what the store or the bytes do. */
    public Fetching fetch(StoredObject object) {
        if (object.getSizeBytes() > maxBytes) {
            return new Fetching.Failed(
                    FailureReason.OUT_OF_MEMORY,
                    "%s has %d bytes, the limit is %d; it was not read. Raise the limit, or upload it smaller."
                            .formatted(object.getUri(), object.getSizeBytes(), maxBytes));
        }
        try {
            byte[] bytes = reader.read(object.getUri(), object.getVersion());
            lastAnswerNanos = System.nanoTime();
            return verified(object, bytes);
        } catch (ObjectReadException e) {
            return switch (e.kind()) {
                case MISSING -> {
                    lastAnswerNanos = System.nanoTime();
                    yield missing(object, e.getMessage());
                }
                case UNAVAILABLE -> new Fetching.Unavailable(e.getMessage());
            };
        } catch (IllegalArgumentException e) {
            // Nothing can lie at an address that is none, and trying again does not make it one.
            return missing(object, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            return new Fetching.Unavailable("%s cannot be read: %s".formatted(object.getUri(), e));
        } catch (OutOfMemoryError e) {
            return new Fetching.Failed(
                    FailureReason.OUT_OF_MEMORY,
                    "Reading %s (%d bytes announced) ran out of memory. Give the process more, or lower its photos in"
                                    .formatted(object.getUri(), object.getSizeBytes())
                            + " flight.");
        }
    }

    /** Whether the store has answered for any object since then, given in {@link System#nanoTime}. */
    public boolean hasAnsweredSince(long nanos) {
        return lastAnswerNanos - nanos > 0;
    }

    private static Fetching missing(StoredObject object, String finding) {
        return new Fetching.Failed(
                FailureReason.OBJECT_MISSING,
                "There is no object at %s, version %s: %s. Upload the photo again."
                        .formatted(object.getUri(), object.getVersion(), finding));
    }

    private static Fetching verified(StoredObject object, byte[] bytes) {
        String actual = sha256(bytes);
        if (bytes.length == object.getSizeBytes()
                && actual.equals(object.getSha256().toLowerCase(Locale.ROOT))) {
            return new Fetching.Fetched(bytes);
        }
        return new Fetching.Failed(
                FailureReason.HASH_MISMATCH,
                "%s holds %d bytes with SHA-256 %s, but %d bytes with %s were uploaded. The object was changed: find out"
                                .formatted(
                                        object.getUri(),
                                        bytes.length,
                                        actual,
                                        object.getSizeBytes(),
                                        object.getSha256())
                        + " by whom, and upload the photo again.");
    }

    /** SHA-256 in lower-case hex. */
    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256; this one does not", e);
        }
    }
}
