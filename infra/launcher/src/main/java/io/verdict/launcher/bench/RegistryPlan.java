package io.verdict.launcher.bench;

/**
 * How the registry is measured.
 *
 * @param models models, 1 or more
 * @param versions versions of all models together, as many of each
 * @param questions how often each question is asked
 */
public record RegistryPlan(int models, int versions, int questions) {

    private static final int LEAST_PER_MODEL = 3;
    private static final int MOST_VERSIONS = 200_000;
    private static final long BYTES_PER_VERSION = 64 << 10;

    public RegistryPlan {
        if (models < 1 || versions < LEAST_PER_MODEL * models || versions > MOST_VERSIONS || questions < 1) {
            throw new IllegalArgumentException(
                    "Give 1 model or more, %d versions of each and at most %,d together, and 1 question or more"
                            .formatted(LEAST_PER_MODEL, MOST_VERSIONS));
        }
    }

    int versionsPerModel() {
        return versions / models;
    }

    /** Bytes that lie on the disk at one time, at most. */
    public long diskBytes() {
        return versions * BYTES_PER_VERSION;
    }
}
