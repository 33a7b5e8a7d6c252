package io.verdict.connectors.text;

import io.verdict.connectors.classifier.CheckpointFile;
import io.verdict.connectors.classifier.ClassScores;
import io.verdict.connectors.classifier.ClassifierGraph;
import io.verdict.connectors.classifier.ClassifierProgress;
import io.verdict.connectors.classifier.TrainedClassifier;
import io.verdict.connectors.tabular.GoldRow;
import io.verdict.connectors.tabular.GoldTable;
import io.verdict.connectors.tabular.Split;
import io.verdict.connectors.training.TrainingException;
import io.verdict.topics.contract.Column;
import io.verdict.topics.contract.ColumnType;
import io.verdict.topics.contract.TextEncoder;
import io.verdict.topics.contract.Tokeniser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Trains a classifier of texts, logistic regression on tokens ({@link SoftmaxDescent}), and writes it as ONNX. Gold table
 * and settings decide the bytes. The table's one feature is a text; its test rows are never read. Not thread-safe.
 */
public final class TextTrainer {
    /** Where a training keeps its checkpoint in its folder. */
    static final String CHECKPOINT = "text.bin";

    private final TextSettings settings;
    private final GoldTable gold;
    private final ClassifierProgress progress;

    /** A training whose progress is told after each epoch. */
    public TextTrainer(TextSettings settings, GoldTable gold, ClassifierProgress progress) {
        this.settings = settings;
        this.gold = gold;
        this.progress = progress;
    }

    /**
     * Trains to the end, or until the progress says no.
     *
     * @param folder keeps a checkpoint and goes on from the one that is there; without it nothing is kept
     * @throws TrainingException if the table cannot be learnt from, or the checkpoint is another training's
     * @throws io.verdict.connectors.runs.TrainingFault if a weight is no finite number any more
     */
    public TrainedClassifier train(Optional<Path> folder) {
        try {
            return trained(folder);
        } catch (IllegalArgumentException e) {
            throw new TrainingException("The table cannot be learnt from: " + e.getMessage(), e);
        }
    }

    private TrainedClassifier trained(Optional<Path> folder) {
        Fitted fitted = fit(folder);
        TextEncoder encoder = fitted.encoder();
        ClassifierGraph graph = new ClassifierGraph("text", encoder.tokens().size(), gold.classes())
                .with(ClassifierGraph.CONTRACT, encoder.contract())
                .with(ClassifierGraph.SCHEMA, gold.schema().sha256());
        Map<String, String> recipe = recipe();
        recipe.put("epochsDone", Integer.toString(fitted.epochs()));
        return new TrainedClassifier(
                fitted.model().write(graph),
                scores(fitted, Split.TRAIN).orElseThrow(),
                scores(fitted, Split.VALIDATION),
                recipe);
    }

    /** Learns from the training rows. */
    Fitted fit(Optional<Path> folder) {
        List<GoldRow> part = gold.part(Split.TRAIN);
        List<String> texts = gold.column(textColumn(), part);
        int[] labels = gold.labels(part);
        demandEveryClass(labels);
        TokenChoice choice = TokenChoice.of(settings, texts);
        if (choice.tokens().isEmpty()) {
            throw new TrainingException("No token is in %d training texts; lower fewestTexts or add texts"
                    .formatted(settings.fewestTexts()));
        }
        TextEncoder encoder = new TextEncoder(settings.pairs(), choice.tokens());
        int classes = gold.classes().size();
        SoftmaxDescent descent = new SoftmaxDescent(
                settings, choice.tokens().size(), settings.classWeights().of(labels, classes));
        descend(
                descent,
                TextRows.of(encoder, choice.rarity(), texts, labels),
                rows(encoder, choice, Split.VALIDATION),
                folder.map(path -> new CheckpointFile(path.resolve(CHECKPOINT), recipe().toString())));
        return new Fitted(encoder, descent.model(choice.rarity()), descent.epochs());
    }

    private void descend(
            SoftmaxDescent descent, TextRows texts, TextRows validation, Optional<CheckpointFile> checkpoint) {
        checkpoint.ifPresent(kept -> kept.read(descent::read));
        boolean on = true;
        while (on && descent.epochs() < settings.epochs()) {
            descent.epoch(texts);
            checkpoint.ifPresent(kept -> kept.write(descent::write));
            on = progress.reached(descent.epochs(), settings.epochs(), () -> descent.scores(validation));
        }
    }

    /** What was learnt in so many epochs. */
    record Fitted(TextEncoder encoder, LinearModel model, int epochs) {}

    private TextRows rows(TextEncoder encoder, TokenChoice choice, Split split) {
        List<GoldRow> part = gold.part(split);
        return TextRows.of(encoder, choice.rarity(), gold.column(textColumn(), part), gold.labels(part));
    }

    private Column textColumn() {
        List<Column> features = gold.schema().features();
        if (features.size() != 1 || features.get(0).type() != ColumnType.TEXT) {
            throw new TrainingException(
                    "The table %s has the features %s; a text classifier learns from exactly one, of type TEXT. Give the others the role NOTE"
                            .formatted(
                                    gold.schema().table(),
                                    features.stream()
                                            .map(column -> column.name() + " " + column.type())
                                            .toList()));
        }
        return features.get(0);
    }

    private void demandEveryClass(int[] labels) {
        List<String> classes = gold.classes();
        boolean[] there = new boolean[classes.size()];
        for (int label : labels) {
            there[label] = true;
        }
        List<String> without = new ArrayList<>();
        for (int c = 0; c < there.length; c++) {
            if (!there[c]) {
                without.add(classes.get(c));
            }
        }
        if (!without.isEmpty()) {
            throw new TrainingException(
                    "There is no row to train with of %s; add some or take the class out of the schema"
                            .formatted(String.join(", ", without)));
        }
    }

    private Optional<ClassScores> scores(Fitted fitted, Split split) {
        List<GoldRow> part = gold.part(split);
        float[][] probabilities = gold.column(textColumn(), part).stream()
                .map(text -> fitted.model().probabilities(fitted.encoder().encode(text)))
                .toArray(float[][]::new);
        return ClassScores.ofAny(probabilities, gold.labels(part));
    }

    private Map<String, String> recipe() {
        Map<String, String> recipe = new TreeMap<>(settings.describe());
        recipe.put("kind", "text");
        recipe.put("seed", Long.toString(settings.seed()));
        recipe.put("table", gold.schema().table());
        recipe.put("schemaSha256", gold.schema().sha256());
        recipe.put("goldSha256", gold.sha256());
        recipe.put("tokeniser", Tokeniser.VERSION);
        return recipe;
    }
}
