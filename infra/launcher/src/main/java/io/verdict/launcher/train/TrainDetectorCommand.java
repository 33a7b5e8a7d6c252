package io.verdict.launcher.train;

import io.verdict.launcher.cli.Console;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code train-detector}: builds the damage detector from nothing and writes the artifact that is shipped. */
@Command(
        name = "train-detector",
        description =
                "Draw photos, train the damage detector on them, export it, measure it on held-out photos, and write"
                        + " model.onnx, model.json, metrics.json and card.md. Run it again after an interruption: it goes on from its"
                        + " last epoch.",
        mixinStandardHelpOptions = true)
public final class TrainDetectorCommand implements Callable<Integer> {
    private final Console console;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FOLDER",
            description = "Where the artifact goes; files of that name are replaced.")
    Path out;

    @Option(
            names = "--work",
            required = true,
            paramLabel = "FOLDER",
            description = "Where photos, tensors and checkpoint are kept; about 3 GB.")
    Path work;

    @Option(names = "--small", description = "A model of no use, made in minutes the same way: to see that all works.")
    boolean small;

    @Option(
            names = "--threads",
            defaultValue = "2",
            paramLabel = "N",
            description = "Threads that draw photos. Default: ${DEFAULT-VALUE}.")
    int threads;

    @Option(
            names = "--name",
            defaultValue = "car-damage",
            paramLabel = "NAME",
            description = "Name of the model. Default: ${DEFAULT-VALUE}.")
    String name;

    @Option(
            names = "--model-version",
            defaultValue = "1",
            paramLabel = "VERSION",
            description = "Version of the model. Default: ${DEFAULT-VALUE}.")
    String version;

    @Option(names = "--json", description = "Print all metrics as one JSON object.")
    boolean json;

    public TrainDetectorCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        DetectorRecipe recipe = small ? DetectorRecipe.small() : DetectorRecipe.standard();
        DetectorReport report =
                new DetectorBuild(recipe, work, threads, new TrainingConsole(console)).run(out, name, version);
        if (json) {
            console.json(report);
        } else {
            console.print("%s %s: mAP@0.5 %s, mAP@0.5:0.95 %s on %d held-out photos; SHA-256 %s"
                    .formatted(
                            name,
                            version,
                            report.test().map50(),
                            report.test().map(),
                            report.test().images(),
                            report.model().sha256()));
        }
        return 0;
    }
}
