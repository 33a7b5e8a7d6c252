package io.verdict.launcher.cli;

import io.verdict.connectors.runs.ParameterException;
import io.verdict.connectors.runs.TrainingBackend;
import io.verdict.events.DeclaredPrice;
import io.verdict.events.RunLimits;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every new run is told: its model, its data, who asks, and what it may take. */
final class RunOptions {

    @Option(names = "--model", required = true, paramLabel = "MODEL", description = "The model that it is for.")
    String model;

    @Mixin
    RunData data;

    @Option(
            names = {"--trainer", "--backend"},
            paramLabel = "NAME",
            description = "Who trains: detector, tabular or text, in this process; sagemaker, by training jobs on"
                    + " machines of Amazon SageMaker, with the data set as any file or folder or as"
                    + " s3://…/<sha256>.<extension>. Default: by the model's declared task, and detector where it is not"
                    + " declared.")
    String trainer;

    @Option(
            names = "--run",
            paramLabel = "ID",
            description = "Name of the run. The same name and request again goes on with it. Default: a new name.")
    String run;

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "N",
            description = "Seed of every random choice. Default: ${DEFAULT-VALUE}.")
    long seed;

    @Option(
            names = "--threads",
            defaultValue = "2",
            paramLabel = "N",
            description = "Threads that compute; part of what decides the result. Default: ${DEFAULT-VALUE}.")
    int threads;

    @Option(
            names = "--price",
            defaultValue = "0",
            paramLabel = "AMOUNT",
            description = "What an hour costs, as you declare it. Default: ${DEFAULT-VALUE}.")
    BigDecimal price;

    @Option(
            names = "--currency",
            defaultValue = "USD",
            paramLabel = "CODE",
            description = "Currency of the price, ISO 4217. Default: ${DEFAULT-VALUE}.")
    String currency;

    @Option(
            names = "--silence",
            defaultValue = "600",
            paramLabel = "SECONDS",
            description = "How long the trainer may say nothing before it is given up. Default: ${DEFAULT-VALUE}.")
    int silence;

    @Option(
            names = "--limit",
            paramLabel = "SECONDS",
            description = "How long the run may take until it ends or is resumed. Default: no bound.")
    Integer limit;

    @Mixin
    PersonOption by;

    /** Who trains, as far as somebody says so or the model's declaration does. */
    String trainer(ClusterOptions cluster) {
        return trainer == null ? BackendOption.standard(cluster, model) : trainer;
    }

    RunLimits limits() {
        if (silence < 1 || limit != null && limit < 1) {
            throw new WrongUseException("--silence and --limit are seconds, 1 or more.");
        }
        return new RunLimits(silence, limit);
    }

    DeclaredPrice price() {
        if (price.signum() < 0 || price.stripTrailingZeros().scale() > 4) {
            throw new WrongUseException("--price: an amount of 0 or more with at most 4 decimals, not " + price);
        }
        Names.parsed("--currency", () -> Currency.getInstance(currency));
        return new DeclaredPrice(price.setScale(4, RoundingMode.UNNECESSARY), currency);
    }

    static Path work(ClusterOptions cluster) {
        return cluster.home().root().resolve("training/work");
    }

    /** Parameters with their defaults, or a message that names everything that is wrong. */
    static Map<String, String> complete(TrainingBackend backend, Map<String, String> given, int threads) {
        try {
            return backend.parameters(given, threads);
        } catch (ParameterException e) {
            List<String> problems = e.problems();
            throw new WrongUseException(String.join(System.lineSeparator(), problems));
        }
    }
}
