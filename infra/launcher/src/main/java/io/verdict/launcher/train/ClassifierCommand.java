package io.verdict.launcher.train;

import io.verdict.connectors.classifier.ClassScores;
import io.verdict.connectors.classifier.TrainedClassifier;
import io.verdict.connectors.runs.TrainingFault;
import io.verdict.connectors.tabular.GoldTable;
import io.verdict.connectors.tabular.TableFormatException;
import io.verdict.connectors.training.TrainingException;
import io.verdict.launcher.cli.Console;
import io.verdict.launcher.table.GoldFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/** What the trainings of classifiers share on the command line. */
abstract class ClassifierCommand implements Callable<Integer> {

    final Console console;

    @Option(
            names = "--gold",
            required = true,
            paramLabel = "FOLDER",
            description = "The table, as `table build` wrote it.")
    Path gold;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FOLDER",
            description = "Where model.onnx and training.json go; files of these names are replaced.")
    Path out;

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "N",
            description = "Decides what is drawn by lot. Default: ${DEFAULT-VALUE}.")
    long seed;

    @Option(names = "--json", description = "Print training.json's content as one line.")
    boolean json;

    ClassifierCommand(Console console) {
        this.console = console;
    }

    abstract TrainedClassifier train(GoldTable table);

    /** Threads that train. */
    abstract int threads();

    @Override
    public final Integer call() throws IOException {
        try {
            TrainedClassifier trained = train(new GoldFolder(gold).read());
            ClassifierReport report = ClassifierReport.of(trained, threads());
            Files.createDirectories(out);
            Files.write(out.resolve("model.onnx"), trained.onnx());
            Files.writeString(out.resolve("training.json"), report.json());
            if (json) {
                console.json(report);
            } else {
                console.print("%s; SHA-256 %s"
                        .formatted(
                                trained.validation()
                                        .map(ClassifierCommand::claim)
                                        .orElse("There are no validation rows, so the trainer claims nothing"),
                                trained.sha256()));
            }
            return 0;
        } catch (TrainingException | TrainingFault | TableFormatException | IllegalArgumentException e) {
            console.say(e.getMessage());
            return 1;
        }
    }

    private static String claim(ClassScores scores) {
        return "The trainer claims accuracy %.3f and macro F1 %.3f on %d validation rows"
                .formatted(scores.accuracy(), scores.macroF1(), scores.rows());
    }
}
