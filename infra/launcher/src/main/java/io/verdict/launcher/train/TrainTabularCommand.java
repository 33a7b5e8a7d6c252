package io.verdict.launcher.train;

import io.verdict.connectors.classifier.ClassScores;
import io.verdict.connectors.classifier.ClassWeights;
import io.verdict.connectors.classifier.TrainedClassifier;
import io.verdict.connectors.tabular.GoldTable;
import io.verdict.connectors.trees.TabularTrainer;
import io.verdict.connectors.trees.TreeSettings;
import io.verdict.launcher.cli.Console;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code train tabular}: a random forest or gradient boosting on rows. */
@Command(
        name = "tabular",
        description =
                "Train a classifier of rows, from files to files: a random forest or gradient boosting. With --work it"
                        + " goes on after an interruption. A run on the log: infra/verdict train start --trainer tabular.",
        mixinStandardHelpOptions = true)
public final class TrainTabularCommand extends ClassifierCommand {

    @Option(
            names = "--kind",
            defaultValue = "forest",
            paramLabel = "KIND",
            description = "One of: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    TreeSettings.Kind kind;

    @Option(
            names = "--trees",
            defaultValue = "100",
            paramLabel = "N",
            description = "Trees of the forest, or rounds of boosting. Default: ${DEFAULT-VALUE}.")
    int trees;

    @Option(
            names = "--depth",
            paramLabel = "N",
            description = "Splits from root to leaf at most. Default: 12, of boosting 4.")
    Integer depth;

    @Option(
            names = "--learning-rate",
            defaultValue = "0.1",
            paramLabel = "SHARE",
            description = "Of boosting: share of each tree's answer that is taken. Default: ${DEFAULT-VALUE}.")
    float learningRate;

    @Option(
            names = "--class-weights",
            defaultValue = "balanced",
            paramLabel = "HOW",
            description = "One of: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    ClassWeights classWeights;

    @Option(
            names = "--threads",
            defaultValue = "2",
            paramLabel = "N",
            description = "Threads that grow a forest; they do not change it. Default: ${DEFAULT-VALUE}.")
    int threads;

    @Option(names = "--work", paramLabel = "FOLDER", description = "Keeps a checkpoint and goes on from it.")
    Path work;

    public TrainTabularCommand(Console console) {
        super(console);
    }

    @Override
    TrainedClassifier train(GoldTable table) {
        return new TabularTrainer(settings(), table, threads, this::reached).train(Optional.ofNullable(work));
    }

    @Override
    int threads() {
        return threads;
    }

    private TreeSettings settings() {
        TreeSettings.Forest forest = TreeSettings.Forest.standard(seed);
        TreeSettings.Boosting boosting = TreeSettings.Boosting.standard(seed);
        return switch (kind) {
            case FOREST ->
                new TreeSettings.Forest(
                        trees,
                        depth == null ? forest.maxDepth() : depth,
                        forest.minWeight(),
                        forest.featureShare(),
                        classWeights,
                        seed);
            case BOOSTING ->
                new TreeSettings.Boosting(
                        trees,
                        depth == null ? boosting.maxDepth() : depth,
                        boosting.minWeight(),
                        learningRate,
                        boosting.rowShare(),
                        boosting.bins(),
                        classWeights,
                        seed);
        };
    }

    private boolean reached(int done, int total, Supplier<Optional<ClassScores>> validation) {
        String claim = validation
                .get()
                .map(scores -> ": the trainer claims accuracy %.3f, macro F1 %.3f, log loss %.3f on validation rows"
                        .formatted(scores.accuracy(), scores.macroF1(), scores.logLoss()))
                .orElse("");
        console.say("%d of %d%s".formatted(done, total, claim));
        return true;
    }
}
