package io.verdict.connectors.runs;

import io.verdict.events.MetricValue;
import io.verdict.events.TrainingSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A trainer whose weights are a text: one letter more an epoch. What happens in an epoch can be chosen. */
final class FakeBackend implements TrainingBackend {

    /** Something that goes wrong, or not, in an epoch. */
    interface Incident {
        void in(int epoch, TrainingMonitor monitor) throws IOException, InterruptedException;
    }

    private final Incident incident;
    String version = "1";
    boolean makesArtifact = true;
    double claim = 0.5;

    FakeBackend(Incident incident) {
        this.incident = incident;
    }

    FakeBackend() {
        this((epoch, monitor) -> {});
    }

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public Map<String, String> environment() {
        return Map.of("framework", "none");
    }

    @Override
    public Map<String, String> parameters(Map<String, String> given, int threads) {
        return given;
    }

    @Override
    public void validate(TrainingSpec spec, Path work, TrainingMonitor monitor) {
        monitor.alive();
    }

    @Override
    public Trained train(TrainingJob job, TrainingMonitor monitor) throws IOException, InterruptedException {
        String weights =
                job.checkpoint().isPresent() ? Files.readString(job.checkpoint().get()) : "w";
        int epochs = Integer.parseInt(job.spec().getParameters().get("epochs"));
        for (int epoch = weights.length(); epoch <= epochs; epoch++) {
            incident.in(epoch, monitor);
            weights += (char) ('a' + epoch);
            Path checkpoint = Files.writeString(job.work().resolve("c"), weights);
            monitor.epoch(epoch, List.of(new MetricValue(epoch, 0L, "loss", 1.0 / epoch)), Optional.of(checkpoint));
        }
        Path artifact = job.work().resolve("model.txt");
        if (makesArtifact) {
            Files.writeString(artifact, weights);
        }
        return new Trained("model.txt", artifact, Map.of("accuracy", claim));
    }
}
