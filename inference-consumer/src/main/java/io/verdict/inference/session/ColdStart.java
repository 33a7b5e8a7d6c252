package io.verdict.inference.session;

/**
 * What the photos have waited for that a model was loaded for: from when the first of them was announced until the model
 * was there. Under its model's lock.
 */
final class ColdStart {
    private long sinceNanos;
    private long micros;
    /** Of the photos that the latest load was for, those that are still to come. */
    private int photos;

    /** A photo is announced, and no other waits. */
    void begin() {
        sinceNanos = System.nanoTime();
    }

    /** The model is loaded, for so many photos. */
    void end(int waiting) {
        micros = Math.max(1, (System.nanoTime() - sinceNanos) / 1_000);
        photos = waiting;
    }

    /** What the next photo has waited for, in microseconds; 0 where it is not one of them. */
    long next() {
        if (photos == 0) {
            return 0;
        }
        photos--;
        return micros;
    }

    /** No more than so many are to come. */
    void atMost(int announced) {
        photos = Math.min(photos, announced);
    }
}
