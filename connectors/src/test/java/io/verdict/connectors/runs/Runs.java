package io.verdict.connectors.runs;

import io.verdict.events.DatasetReference;
import io.verdict.events.DeclaredPrice;
import io.verdict.events.RunLimits;
import io.verdict.events.TrainingData;
import io.verdict.events.TrainingRequested;
import io.verdict.events.TrainingSpec;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/** Orders for tests. */
public final class Runs {

    private Runs() {}

    public static TrainingSpec spec(String trainer, Map<String, String> parameters, String sha256) {
        return new TrainingSpec(
                "car-damage",
                trainer,
                new TrainingData(new DatasetReference("squares 1", sha256), "file:///squares"),
                null,
                null,
                parameters,
                7L,
                2,
                new RunLimits(3600, null),
                new DeclaredPrice(new BigDecimal("3.6000"), "USD"));
    }

    static TrainingSpec spec() {
        return spec("fake", Map.of("epochs", "3"), "d".repeat(64));
    }

    public static RunOrder order(String runId, TrainingSpec spec) {
        return new RunOrder(runId, "dana", new TrainingRequested(spec, null, null), Optional.empty());
    }
}
