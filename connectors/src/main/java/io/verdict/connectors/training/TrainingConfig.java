package io.verdict.connectors.training;

/**
 * Everything that, with the data, decides a training's result.
 *
 * @param epochs passes over the data
 * @param closeUps how many of them, the first ones, see a cut-out of each image and not the whole: most of an image shows
 *     no damage, so a cut-out about one teaches as much for less than half the work
 * @param batch images per step
 * @param peakRate learning rate after warm-up
 * @param decay weight decay of kernels
 * @param shards equal parts of a batch, each computed by a thread of its own; part of the identity, as batch norm sees
 *     one part at a time
 */
public record TrainingConfig(
        Architecture architecture, int epochs, int closeUps, int batch, float peakRate, float decay, long seed, int shards) {

    public TrainingConfig {
        if (epochs < 1 || batch < 1 || shards < 1 || batch % shards != 0) {
            throw new IllegalArgumentException(
                    "epochs, batch and shards must be at least 1 and shards divide the batch: %d, %d, %d"
                            .formatted(epochs, batch, shards));
        }
        if (!(peakRate > 0) || !(decay >= 0)) {
            throw new IllegalArgumentException(
                    "peakRate must be positive and decay not negative: %s, %s".formatted(peakRate, decay));
        }
    }

    /** The frame that an epoch, counted from 0, works on. */
    Architecture frame(int epoch) {
        return epoch < closeUps ? architecture.closeUp() : architecture;
    }

    /** The rate at a step: linear warm-up over the first 3 %, then half a cosine down to 1 % of the peak. */
    float rate(long step, long steps) {
        long warm = Math.max(1, Math.min(300, steps * 3 / 100));
        if (step < warm) {
            return peakRate * (step + 1) / warm;
        }
        double done = (double) (step - warm) / Math.max(1, steps - warm);
        return (float) (peakRate * (0.01 + 0.99 * 0.5 * (1 + Math.cos(Math.PI * done))));
    }
}
