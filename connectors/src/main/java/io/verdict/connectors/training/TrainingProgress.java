package io.verdict.connectors.training;

import java.util.function.Supplier;

/** Follows a training; called on the training's thread. */
public interface TrainingProgress {

    /**
     * One epoch in numbers.
     *
     * @param epoch from 1
     * @param heatLoss mean focal loss over the epoch
     * @param boxLoss mean 1 − GIoU over the epoch
     * @param imagesPerSecond including data preparation
     */
    record Epoch(int epoch, int epochs, double heatLoss, double boxLoss, float rate, double imagesPerSecond) {}

    /** A step was taken. */
    default void step(long step, long steps, double heatLoss, double boxLoss) {}

    /** An epoch ended; {@code onnx} writes the detector as it stands, for whoever wants to measure it. */
    void epoch(Epoch epoch, Supplier<byte[]> onnx);
}
