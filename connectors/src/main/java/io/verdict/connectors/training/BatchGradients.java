package io.verdict.connectors.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.ByteBuffer;
import java.util.Random;

/**
 * Gradients of one part of a batch: augment, forward, loss, backward. Thread-safe; reads the shared weights, which
 * nobody changes while parts are computed.
 */
final class BatchGradients {
    private final TrainingConfig config;
    private final TrainingSet data;
    private final Weights weights;
    private final Engine engine;
    private final Augmentation augmentation;
    private final Mosaic mosaic;

    BatchGradients(TrainingConfig config, TrainingSet data, Weights weights, Engine engine) {
        this.config = config;
        this.data = data;
        this.weights = weights;
        this.engine = engine;
        this.augmentation = new Augmentation(config.architecture());
        this.mosaic = new Mosaic(config.architecture(), config.mosaic());
    }

    /**
     * Computes one part.
     *
     * @param frame the whole frame or a cut-out's
     * @param positions samples of the data set
     * @param serial number of the part's first sample since training began; seeds its augmentation
     */
    ShardResult of(Architecture frame, int[] positions, long serial) {
        ByteBuffer pixels = ByteBuffer.allocateDirect(positions.length * frame.width() * frame.height() * 3);
        Targets targets = new Targets(frame, positions.length);
        for (int i = 0; i < positions.length; i++) {
            Random random = new Random((config.seed() * 31 + serial + i) * 0x9E3779B97F4A7C15L);
            TrainingSample sample = augmentation.apply(mosaic.sample(data, positions[i], random), frame, random);
            pixels.put(sample.rgb());
            targets.mark(i, sample.boxes());
        }
        try (NDManager manager = engine.newBaseManager()) {
            return backward(frame, manager, pixels.flip(), targets);
        }
    }

    private ShardResult backward(Architecture frame, NDManager manager, ByteBuffer pixels, Targets targets) {
        NDArray images =
                manager.create(pixels, new Shape(targets.batch, frame.height(), frame.width(), 3), DataType.UINT8);
        TorchGraph graph = new TorchGraph(manager, weights, true);
        // DJL's gradient collector allows one at a time per process; the engine's own switch is per thread.
        JniUtils.setGradMode(true);
        try {
            DetectionLoss.Terms terms =
                    new DetectionLoss(frame).of(frame.wire(graph, TorchGraph.normalised(images)), targets, manager);
            NDArray total = terms.total();
            JniUtils.backward((PtNDArray) total, (PtNDArray) total.onesLike(), false, false);
            return ShardResult.of(
                    graph, weights, terms.heat().getFloat(), terms.box().getFloat());
        } finally {
            JniUtils.setGradMode(false);
        }
    }
}
