package io.verdict.launcher.runs;

import io.verdict.connectors.runs.ParameterException;
import io.verdict.connectors.runs.Trained;
import io.verdict.connectors.runs.TrainingBackend;
import io.verdict.connectors.runs.TrainingFault;
import io.verdict.connectors.runs.TrainingJob;
import io.verdict.connectors.runs.TrainingMonitor;
import io.verdict.events.MetricValue;
import io.verdict.events.RunFailure;
import io.verdict.events.TrainingSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Five epochs whose loss falls towards the rate; counts the trainings that it begins, and may fail once in each run. */
final class CurveBackend implements TrainingBackend {

    private static final int EPOCHS = 5;

    final AtomicInteger trainings = new AtomicInteger();
    Runnable eachEpoch = () -> {};
    int keptEvery = 1;
    int failsOnceAfter = EPOCHS;
    private final Set<String> failed = ConcurrentHashMap.newKeySet();

    @Override
    public String name() {
        return "curve";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public Map<String, String> environment() {
        return Map.of();
    }

    @Override
    public Map<String, String> parameters(Map<String, String> given, int threads) {
        Map<String, String> all = new TreeMap<>(Map.of("rate", "1"));
        all.putAll(given);
        if (all.size() > 1) {
            throw new ParameterException(List.of("there is the rate, and nothing else"));
        }
        return all;
    }

    @Override
    public void validate(TrainingSpec spec, Path work, TrainingMonitor monitor) {
        monitor.alive();
    }

    @Override
    public Trained train(TrainingJob job, TrainingMonitor monitor) throws IOException {
        trainings.incrementAndGet();
        double rate = Double.parseDouble(job.spec().getParameters().get("rate"));
        int done = job.checkpoint().isPresent()
                ? Integer.parseInt(Files.readString(job.checkpoint().get()))
                : 0;
        for (int epoch = done + 1; epoch <= EPOCHS; epoch++) {
            eachEpoch.run();
            if (epoch > failsOnceAfter && failed.add(job.runId())) {
                throw new TrainingFault(RunFailure.TRAINER, "the machine was taken away", true, null);
            }
            Path checkpoint = Files.writeString(job.work().resolve("c"), Integer.toString(epoch));
            monitor.epoch(
                    epoch,
                    List.of(new MetricValue(epoch, 0L, "loss", rate + 1.0 / epoch)),
                    epoch % keptEvery == 0 ? Optional.of(checkpoint) : Optional.empty());
        }
        monitor.alive();
        return new Trained("model.txt", Files.writeString(job.work().resolve("model.txt"), "m" + rate), Map.of());
    }
}
