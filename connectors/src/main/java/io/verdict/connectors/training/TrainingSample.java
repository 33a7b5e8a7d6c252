package io.verdict.connectors.training;

import java.util.List;

/**
 * One labelled image as the model sees it.
 *
 * @param rgb height × width × 3 unsigned bytes, interleaved RGB; not changed by the trainer
 */
public record TrainingSample(byte[] rgb, List<BoxLabel> boxes) {}
