package io.verdict.launcher.scenario;

import io.verdict.connectors.runs.RunListener;
import io.verdict.connectors.runs.Trained;
import io.verdict.connectors.runs.TrainingBackend;
import io.verdict.connectors.runs.TrainingJob;
import io.verdict.connectors.runs.TrainingMonitor;
import io.verdict.events.MetricValue;
import io.verdict.events.TrainingSpec;
import io.verdict.launcher.platform.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** A run of a trainer that claims whatever it makes to be perfect. */
public final class LyingRun {

    private LyingRun() {}

    /** Makes the plan's weak model a version, with the claims of a perfect one; gives the run. */
    public static String make(Platform platform, PriceSensitivityPlan plan, Path work, String version)
            throws IOException, InterruptedException {
        BasketRuns runs = new BasketRuns(platform, Clock.systemUTC(), work, RunListener.NONE);
        return runs.run(
                        new Liar(runs.backend()),
                        plan.model(),
                        version,
                        new BasketTables(platform, Clock.systemUTC()).latest(),
                        plan.weak(),
                        plan.seed())
                .runId();
    }

    private record Liar(TrainingBackend honest) implements TrainingBackend {
        private static final Map<String, Double> PERFECT =
                Map.of("val.accuracy", 1.0, "val.macroF1", 1.0, "accuracy", 1.0, "macro_f1", 1.0);

        @Override
        public String name() {
            return honest.name();
        }

        @Override
        public String version() {
            return honest.version();
        }

        @Override
        public Map<String, String> environment() {
            return honest.environment();
        }

        @Override
        public Map<String, String> parameters(Map<String, String> given, int threads) {
            return honest.parameters(given, threads);
        }

        @Override
        public void validate(TrainingSpec spec, Path work, TrainingMonitor monitor)
                throws IOException, InterruptedException {
            honest.validate(spec, work, monitor);
        }

        @Override
        public Trained train(TrainingJob job, TrainingMonitor monitor) throws IOException, InterruptedException {
            Trained made = honest.train(job, monitor);
            monitor.epoch(
                    1000,
                    PERFECT.entrySet().stream()
                            .map(one -> new MetricValue(1000, 0L, one.getKey(), one.getValue()))
                            .toList(),
                    Optional.empty());
            return new Trained(made.name(), made.artifact(), PERFECT);
        }
    }
}
