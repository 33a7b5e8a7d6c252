package io.verdict.launcher.train;

import io.verdict.connectors.training.Architecture;
import io.verdict.connectors.training.TrainingConfig;
import java.util.List;

/**
 * Everything that decides what a detector becomes: how many photos are drawn from which seeds, and how it is trained on
 * them. The seed ranges do not meet, so no photo is in two sets.
 *
 * @param train photos to learn from
 * @param validation photos to choose thresholds by
 * @param test photos held out for the final numbers, used for nothing else
 * @param evaluateEvery epochs between measurements on the validation photos
 */
public record DetectorRecipe(int train, int validation, int test, int evaluateEvery, TrainingConfig training) {
    static final long TRAIN_SEED = 1_000_000;
    static final long VALIDATION_SEED = 2_000_000;
    static final long TEST_SEED = 3_000_000;

    static final List<String> CLASSES = List.of("scratch", "dent");

    private static final int LARGEST_SET = 1_000_000;
    private static final long SEED = 20261121;
    private static final int BATCH = 8;
    private static final float RATE = 1.5e-3f;
    private static final float DECAY = 0.02f;
    private static final int SHARDS = 2;

    public DetectorRecipe {
        for (int size : List.of(train, validation, test)) {
            if (size < 1 || size > LARGEST_SET) {
                throw new IllegalArgumentException(
                        "A set of photos has 1 to %d of them, not %d".formatted(LARGEST_SET, size));
            }
        }
        if (evaluateEvery < 1) {
            throw new IllegalArgumentException("evaluateEvery must be at least 1: " + evaluateEvery);
        }
    }

    /** The recipe of the shipped detector. */
    public static DetectorRecipe standard() {
        Architecture architecture = Architecture.standard(CLASSES.size());
        return new DetectorRecipe(
                3000, 200, 500, 5, new TrainingConfig(architecture, 47, 39, BATCH, RATE, DECAY, SEED, SHARDS));
    }

    /** The same way in minutes: enough to see that every step works, not to find much. */
    public static DetectorRecipe small() {
        Architecture architecture = new Architecture(CLASSES.size(), 256, 192, List.of(8, 16, 24, 32));
        return new DetectorRecipe(
                24, 8, 8, 2, new TrainingConfig(architecture, 3, 2, BATCH, RATE, DECAY, SEED, SHARDS));
    }
}
