package io.verdict.connectors.training;

import java.util.Locale;

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
 * @param momentum share of the mean gradient that each step keeps, 0 to below 1 (Adam's β₁)
 * @param mosaic share of the samples that are made of four, 0 to 1
 */
public record TrainingConfig(
        Architecture architecture,
        int epochs,
        int closeUps,
        int batch,
        float peakRate,
        float decay,
        long seed,
        int shards,
        float momentum,
        float mosaic) {
    private static final int WARM_UP = 300;
    private static final float USUAL_MOMENTUM = 0.9f;

    /** The same with the usual momentum, 0.9, and without mosaics. */
    public TrainingConfig(
            Architecture architecture,
            int epochs,
            int closeUps,
            int batch,
            float peakRate,
            float decay,
            long seed,
            int shards) {
        this(architecture, epochs, closeUps, batch, peakRate, decay, seed, shards, USUAL_MOMENTUM, 0);
    }

    public TrainingConfig {
        if (closeUps < 0 || closeUps > epochs) {
            throw new IllegalArgumentException("closeUps must be 0 to %d: %d".formatted(epochs, closeUps));
        }
        if (epochs < 1 || batch < 1 || shards < 1 || batch % shards != 0) {
            throw new IllegalArgumentException(
                    "epochs, batch and shards must be at least 1 and shards divide the batch: %d, %d, %d"
                            .formatted(epochs, batch, shards));
        }
        if (!(mosaic >= 0 && mosaic <= 1)) {
            throw new IllegalArgumentException("mosaic must be 0 to 1: " + mosaic);
        }
        if (!(momentum >= 0 && momentum < 1)) {
            throw new IllegalArgumentException("momentum must be 0 to below 1: " + momentum);
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

    /**
     * The rate of a step: linear warm-up, then the peak for all close-up epochs, then half a cosine down to 1 % over the
     * rest (warm-up, stable, decay: Hu et al. 2024). Until the decay begins nothing depends on how long it all takes, so
     * a checkpoint from there may go on to another length.
     */
    float rate(int epoch, int step, int stepsPerEpoch) {
        long done = (long) epoch * stepsPerEpoch + step;
        if (done < WARM_UP) {
            return peakRate * (done + 1) / WARM_UP;
        }
        double decayed = (epoch - closeUps + (double) step / stepsPerEpoch) / (epochs - closeUps);
        if (decayed <= 0 || epochs == closeUps) {
            return peakRate;
        }
        return (float) (peakRate * (0.01 + 0.99 * 0.5 * (1 + Math.cos(Math.PI * decayed))));
    }

    /** What a checkpoint must agree with to be continued by this configuration after some epochs. */
    String identity(int samples, int epochsDone) {
        return String.format(
                        Locale.ROOT,
                        "%s batch %d rate %s decay %s seed %d shards %d samples %d close-ups %s",
                        architecture,
                        batch,
                        peakRate,
                        decay,
                        seed,
                        shards,
                        samples,
                        epochsDone > closeUps ? closeUps + " of " + epochs : "only")
                // Left out where they are usual, so that checkpoints from before they could be chosen go on.
                + (momentum == USUAL_MOMENTUM ? "" : " momentum " + momentum)
                + (mosaic == 0 ? "" : " mosaic " + mosaic);
    }
}
