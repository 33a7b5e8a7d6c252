package io.verdict.inference.pipeline;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds what is inside the pipeline, and by that every queue in it: by photos and by their bytes. A photo counts until
 * the pipeline has let go of it, wanted or not. Safe for use by many threads; one of them lets in.
 */
public final class Admission {
    private final int maxPhotos;
    private final long maxBytes;
    private final AtomicInteger photos = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    /** @param maxBytes bound for the stored bytes of the photos inside; one photo is let in whatever its size */
    public Admission(int maxPhotos, long maxBytes) {
        if (maxPhotos < 1 || maxBytes < 1) {
            throw new IllegalArgumentException(
                    "At least one photo and one byte must be let in: %d, %d".formatted(maxPhotos, maxBytes));
        }
        this.maxPhotos = maxPhotos;
        this.maxBytes = maxBytes;
    }

    public boolean isOpen() {
        return photos.get() < maxPhotos && bytes.get() < maxBytes;
    }

    public int photos() {
        return photos.get();
    }

    public int capacity() {
        return maxPhotos;
    }

    void enter(long size) {
        photos.incrementAndGet();
        bytes.addAndGet(size);
    }

    void leave(long size) {
        photos.decrementAndGet();
        bytes.addAndGet(-size);
    }
}
