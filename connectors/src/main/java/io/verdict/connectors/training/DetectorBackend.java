package io.verdict.connectors.training;

import io.verdict.connectors.runs.Trained;
import io.verdict.connectors.runs.TrainingBackend;
import io.verdict.connectors.runs.TrainingFault;
import io.verdict.connectors.runs.TrainingJob;
import io.verdict.connectors.runs.TrainingMonitor;
import io.verdict.events.MetricValue;
import io.verdict.events.RunFailure;
import io.verdict.events.TrainingData;
import io.verdict.events.TrainingSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Trains detectors in this process ({@link DetectorTrainer}), from random weights or a parent's, with a checkpoint per
 * epoch that holds weights, averages and the optimiser; the order of the data and every augmentation follow from seed and
 * position, so a training that goes on from a checkpoint ends with the same bytes. Thread-safe.
 *
 * <p>Parameters: {@code epochs, closeUps, batch, lr0, weightDecay, momentum, mosaic, width, height, channels}, and
 * {@code validateEvery}, which changes nothing but when the validation data is looked at. Threads decide the result, as
 * batch norm sees one thread's part of a batch at a time.
 */
public final class DetectorBackend implements TrainingBackend {

    /** What specifications call it. */
    public static final String NAME = "detector";

    private static final String VERSION = "1";

    private final DetectionData data;

    public DetectorBackend(DetectionData data) {
        this.data = data;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String version() {
        return VERSION;
    }

    @Override
    public Map<String, String> environment() {
        return Map.of("pytorch", TorchRuntime.start().getVersion());
    }

    @Override
    public Map<String, String> parameters(Map<String, String> given, int threads) {
        return DetectorParameters.complete(given, threads);
    }

    @Override
    public void validate(TrainingSpec spec, Path work, TrainingMonitor monitor) throws IOException {
        DetectionData.Description found = described(spec.getData());
        TrainingConfig config = config(spec, found);
        if (found.images() < config.batch()) {
            throw new TrainingFault(
                    RunFailure.DATA,
                    "%d images do not fill a batch of %d; lower the batch or add data"
                            .formatted(found.images(), config.batch()));
        }
        monitor.alive();
        if (spec.getValidation() != null
                && !described(spec.getValidation()).classes().equals(found.classes())) {
            throw new TrainingFault(
                    RunFailure.DATA, "The validation data has other classes than the data to learn from");
        }
    }

    private DetectionData.Description described(TrainingData named) throws IOException {
        DetectionData.Description found = data.describe(named);
        String expected = named.getDataset().getSha256();
        if (!found.sha256().equals(expected)) {
            throw new TrainingFault(
                    RunFailure.DATA,
                    "The data at %s is not %s: its SHA-256 is %s, and the run is about %s. Name where that data lies"
                            .formatted(named.getUri(), named.getDataset().getName(), found.sha256(), expected));
        }
        return found;
    }

    private static TrainingConfig config(TrainingSpec spec, DetectionData.Description found) {
        return DetectorParameters.config(
                spec.getParameters(), found.classes().size(), spec.getSeed(), spec.getThreads());
    }

    @Override
    public Trained train(TrainingJob job, TrainingMonitor monitor) throws IOException {
        TrainingSpec spec = job.spec();
        TrainingConfig config = config(spec, data.describe(spec.getData()));
        TrainingSet set = data.open(spec.getData(), config.architecture(), monitor);
        if (job.checkpoint().isPresent()) {
            Files.move(job.checkpoint().get(), DetectorTrainer.checkpoint(job.work()));
        }
        Progress progress = new Progress(spec, config, job.work(), monitor);
        try {
            DetectorTrainer trainer = new DetectorTrainer(config, set, progress);
            job.parent().ifPresent(trainer::startFrom);
            Path model = job.work().resolve("model.onnx");
            Files.write(model, trainer.train(job.work()));
            return new Trained("model.onnx", model, progress.last);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Hands the trainer's epochs on, with its checkpoint and now and then a look at the validation data. */
    private final class Progress implements TrainingProgress {
        private final TrainingSpec spec;
        private final TrainingConfig config;
        private final Path work;
        private final TrainingMonitor monitor;
        private final Map<String, Double> last = new TreeMap<>();

        Progress(TrainingSpec spec, TrainingConfig config, Path work, TrainingMonitor monitor) {
            this.spec = spec;
            this.config = config;
            this.work = work;
            this.monitor = monitor;
        }

        @Override
        public void step(long step, long steps, double heatLoss, double boxLoss) {
            monitor.progress("Training", step, steps);
        }

        @Override
        public void epoch(Epoch epoch, Supplier<byte[]> onnx) {
            last.clear();
            last.put("heatLoss", epoch.heatLoss());
            last.put("boxLoss", epoch.boxLoss());
            last.put("loss", epoch.heatLoss() + epoch.boxLoss());
            if (spec.getValidation() != null && isLookedAt(epoch.epoch())) {
                last.putAll(measured(onnx.get()));
            }
            List<MetricValue> values = new ArrayList<>();
            last.forEach((name, value) -> values.add(new MetricValue(epoch.epoch(), 0L, name, value)));
            values.add(new MetricValue(epoch.epoch(), 0L, "learningRate", (double) epoch.rate()));
            values.add(new MetricValue(epoch.epoch(), 0L, "imagesPerSecond", epoch.imagesPerSecond()));
            monitor.epoch(epoch.epoch(), values, Optional.of(DetectorTrainer.checkpoint(work)));
        }

        private boolean isLookedAt(int epoch) {
            return epoch % DetectorParameters.validateEvery(spec.getParameters()) == 0 || epoch == config.epochs();
        }

        private Map<String, Double> measured(byte[] onnx) {
            try {
                return data.measure(onnx, spec.getValidation(), config.architecture());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
