package io.verdict.launcher.train;

import io.verdict.connectors.classifier.ClassifierProgress;
import io.verdict.connectors.classifier.TrainedClassifier;
import io.verdict.connectors.tabular.GoldTable;
import io.verdict.connectors.text.TextSettings;
import io.verdict.connectors.text.TextTrainer;
import io.verdict.launcher.cli.Console;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code train text}: logistic regression on the tokens of a text. */
@Command(
        name = "text",
        description = "Train a classifier of texts, from files to files: logistic regression on tokens. A run on the"
                + " log: infra/verdict train start --trainer text.",
        mixinStandardHelpOptions = true)
public final class TrainTextCommand extends ClassifierCommand {

    @Option(
            names = "--epochs",
            defaultValue = "20",
            paramLabel = "N",
            description = "Passes over the texts. Default: ${DEFAULT-VALUE}.")
    int epochs;

    @Option(
            names = "--tokens",
            defaultValue = "5000",
            paramLabel = "N",
            description = "How many tokens the model knows at most. Default: ${DEFAULT-VALUE}.")
    int tokens;

    public TrainTextCommand(Console console) {
        super(console);
    }

    @Override
    TrainedClassifier train(GoldTable table) {
        TextSettings standard = TextSettings.standard(seed);
        TextSettings settings = new TextSettings(
                epochs,
                standard.learningRate(),
                tokens,
                standard.fewestTexts(),
                standard.pairs(),
                standard.classWeights(),
                seed);
        return new TextTrainer(settings, table, ClassifierProgress.SILENT).train(Optional.empty());
    }

    @Override
    int threads() {
        return 1;
    }
}
