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
    private final Architecture architecture;
    private final TrainingSet data;
    private final Weights weights;
    private final Engine engine;
    private final DetectionLoss loss;
    private final Augmentation augmentation;

    BatchGradients(TrainingConfig config, TrainingSet data, Weights weights, Engine engine) {
        this.config = config;
        this.architecture = config.architecture();
        this.data = data;
        this.weights = weights;
        this.engine = engine;
        this.loss = new DetectionLoss(architecture);
        this.augmentation = new Augmentation(architecture.width(), architecture.height());
    }

    /**
     * Computes one part.
     *
     * @param positions samples of the data set
     * @param serial number of the part's first sample since training began; seeds its augmentation
     */
    ShardResult of(int[] positions, long serial) {
        ByteBuffer pixels =
                ByteBuffer.allocateDirect(positions.length * architecture.width() * architecture.height() * 3);
        Targets targets = new Targets(architecture, positions.length);
        for (int i = 0; i < positions.length; i++) {
            Random random = new Random((config.seed() * 31 + serial + i) * 0x9E3779B97F4A7C15L);
            TrainingSample sample = augmentation.apply(data.sample(positions[i]), random);
            pixels.put(sample.rgb());
            targets.mark(i, sample.boxes());
        }
        try (NDManager manager = engine.newBaseManager()) {
            return backward(manager, pixels.flip(), targets);
        }
    }

    private ShardResult backward(NDManager manager, ByteBuffer pixels, Targets targets) {
        NDArray images = manager.create(
                pixels, new Shape(targets.batch, architecture.height(), architecture.width(), 3), DataType.UINT8);
        TorchGraph graph = new TorchGraph(manager, weights, true);
        // DJL's gradient collector allows one at a time per process; the engine's own switch is per thread.
        JniUtils.setGradMode(true);
        try {
            DetectionLoss.Terms terms =
                    loss.of(architecture.wire(graph, TorchGraph.normalised(images)), targets, manager);
            NDArray total = terms.total();
            JniUtils.backward((PtNDArray) total, (PtNDArray) total.onesLike(), false, false);
            return ShardResult.of(
                    graph, weights, terms.heat().getFloat(), terms.box().getFloat());
        } finally {
            JniUtils.setGradMode(false);
        }
    }
}
