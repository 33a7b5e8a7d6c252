package io.verdict.connectors.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Trains a detector, from random weights or another's, on the CPU with PyTorch (through DJL) and hands it back as ONNX. Data, configuration
 * and CPU type decide the bytes. Keeps a checkpoint per epoch and goes on from it. One instance trains once; not
 * thread-safe.
 */
public final class DetectorTrainer {
    private final TrainingConfig config;
    private final TrainingSet data;
    private final TrainingProgress progress;
    private final Architecture architecture;
    private final BatchGradients gradients;
    private final Weights weights;
    private final Weights average;
    private final AdamW optimiser;
    private ExecutorService threads;
    private final int stepsPerEpoch;

    public DetectorTrainer(TrainingConfig config, TrainingSet data, TrainingProgress progress) {
        if (data.size() < config.batch()) {
            throw new TrainingException("%d samples do not fill a batch of %d; lower the batch or add data"
                    .formatted(data.size(), config.batch()));
        }
        this.config = config;
        this.data = data;
        this.progress = progress;
        this.architecture = config.architecture();
        this.weights = Weights.initial(architecture, config.seed());
        this.average = Weights.initial(architecture, config.seed());
        this.optimiser = new AdamW(architecture, weights, config.decay(), config.momentum());
        this.gradients = new BatchGradients(config, data, weights, TorchRuntime.start());
        this.stepsPerEpoch = data.size() / config.batch();
    }

    /** The averaged numbers that are exported. */
    Weights average() {
        return average;
    }

    /** How many numbers training changes. */
    public long parameters() {
        return weights.count();
    }

    /**
     * Takes the averaged weights of another training in place of random ones; before {@link #train}.
     *
     * @param parent a checkpoint of a training with the same classes and channels; the frame may be another
     * @throws TrainingException if it is none
     */
    public void startFrom(Path parent) {
        Checkpoint.readParent(parent, architecture, weights);
        Checkpoint.readParent(parent, architecture, average);
    }

    /**
     * Trains to the end, from the checkpoint in the folder if one is there.
     *
     * @return the ONNX file's bytes
     * @throws TrainingException if training diverges or the folder cannot be used
     */
    public byte[] train(Path folder) {
        threads = Executors.newFixedThreadPool(config.shards(), DetectorTrainer::thread);
        try {
            return epochs(folder);
        } finally {
            threads.shutdownNow();
        }
    }

    /** The file in a training's folder that it goes on from. */
    static Path checkpoint(Path folder) {
        return folder.resolve("checkpoint.bin");
    }

    private byte[] epochs(Path folder) {
        Checkpoint checkpoint = new Checkpoint(checkpoint(folder), config, data.size());
        int done = checkpoint.read(weights, average, optimiser);
        for (int epoch = done; epoch < config.epochs(); epoch++) {
            TrainingProgress.Epoch report = epoch(epoch);
            checkpoint.write(epoch + 1, weights, average, optimiser);
            progress.epoch(report, () -> OnnxExport.write(architecture, average));
        }
        return OnnxExport.write(architecture, average);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "training");
        thread.setDaemon(true);
        return thread;
    }

    private TrainingProgress.Epoch epoch(int epoch) {
        Random random = new Random(config.seed() * 1_000_003 + epoch);
        int[] order = shuffled(random);
        long steps = (long) stepsPerEpoch * config.epochs();
        long started = System.nanoTime();
        double heat = 0;
        double box = 0;
        float rate = 0;
        for (int i = 0; i < stepsPerEpoch; i++) {
            long step = (long) epoch * stepsPerEpoch + i;
            rate = config.rate(epoch, i, stepsPerEpoch);
            ShardResult result = step(config.frame(epoch), step, order, i * config.batch(), rate);
            // Early averages would remember the random start for too long.
            average.approach(weights, (float) Math.max(0.002, 1.0 / (1 + step * 0.1)));
            heat += result.heat();
            box += result.box();
            progress.step(step + 1, steps, result.heat(), result.box());
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        return new TrainingProgress.Epoch(
                epoch + 1,
                config.epochs(),
                heat / stepsPerEpoch,
                box / stepsPerEpoch,
                rate,
                stepsPerEpoch * config.batch() / seconds);
    }

    private int[] shuffled(Random random) {
        int[] order = new int[data.size()];
        for (int i = 0; i < order.length; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    private ShardResult step(Architecture frame, long step, int[] order, int from, float rate) {
        int size = config.batch() / config.shards();
        List<Future<ShardResult>> parts = new ArrayList<>();
        for (int shard = 0; shard < config.shards(); shard++) {
            int first = shard * size;
            int[] positions = Arrays.copyOfRange(order, from + first, from + first + size);
            parts.add(threads.submit(() -> gradients.of(frame, positions, step * config.batch() + first)));
        }
        List<ShardResult> results = new ArrayList<>();
        for (Future<ShardResult> part : parts) {
            results.add(finished(part));
        }
        ShardResult mean = ShardResult.mean(results);
        optimiser.step(mean.gradients(), rate);
        mean.keepStatistics();
        return mean;
    }

    private static ShardResult finished(Future<ShardResult> part) {
        try {
            return part.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TrainingException("Training was interrupted; it goes on from its last checkpoint", e);
        } catch (ExecutionException e) {
            throw new TrainingException(
                    "A training step failed: " + e.getCause().getMessage(), e.getCause());
        }
    }
}
