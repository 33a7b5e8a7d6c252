package io.verdict.connectors.text;

import io.verdict.connectors.classifier.ClassScores;
import io.verdict.connectors.classifier.ClassifierGraph;
import io.verdict.connectors.classifier.TrainedClassifier;
import io.verdict.connectors.tabular.GoldRow;
import io.verdict.connectors.tabular.GoldTable;
import io.verdict.connectors.tabular.Split;
import io.verdict.connectors.training.TrainingException;
import io.verdict.topics.contract.Column;
import io.verdict.topics.contract.ColumnType;
import io.verdict.topics.contract.TextEncoder;
import io.verdict.topics.contract.Tokeniser;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.Tribuo;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.linear.LinearSGDModel;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * Trains a classifier of texts and writes it as ONNX. Gold table and settings decide the bytes. The table's one feature
 * is a text; its test rows are never read. Takes seconds, so there are no checkpoints. Not thread-safe.
 */
public final class TextTrainer {
    /** Tribuo tells its progress to the console; held here, as loggers that nobody holds forget their level. */
    private static final Logger TRIBUO = Logger.getLogger("org.tribuo");

    private static final double STEADY = 1e-6;
    private static final int BATCH = 1;
    private static final int NO_LOG = -1;

    private final TextSettings settings;
    private final GoldTable gold;

    public TextTrainer(TextSettings settings, GoldTable gold) {
        this.settings = settings;
        this.gold = gold;
    }

    /**
     * Trains to the end.
     *
     * @throws TrainingException if the table cannot be learnt from
     */
    public TrainedClassifier train() {
        try {
            return trained();
        } catch (IllegalArgumentException e) {
            throw new TrainingException("The table cannot be learnt from: " + e.getMessage(), e);
        }
    }

    private TrainedClassifier trained() {
        Fitted fitted = fit();
        TextEncoder encoder = fitted.encoder();
        ClassifierGraph graph = new ClassifierGraph("text", encoder.tokens().size(), gold.classes())
                .with(ClassifierGraph.CONTRACT, encoder.contract())
                .with(ClassifierGraph.SCHEMA, gold.schema().sha256());
        return new TrainedClassifier(
                fitted.model().write(graph), scores(fitted, Split.TRAIN), scores(fitted, Split.VALIDATION), recipe());
    }

    /** Learns from the training rows. */
    Fitted fit() {
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
        LinearSGDModel learnt = tribuo(encoder, choice, texts, labels);
        return new Fitted(encoder, linear(learnt, choice, gold.classes().size()), learnt);
    }

    /** What was learnt: as Tribuo has it, and as it is written. */
    record Fitted(TextEncoder encoder, LinearModel model, LinearSGDModel learnt) {

        /** What Tribuo says of counts, by class. */
        float[] tribuo(float[] counts) {
            ArrayExample<Label> example = example(0, LinearModel.scaled(counts, model.rarity()));
            float[] shares = new float[model.bias().length];
            learnt.predict(example)
                    .getOutputScores()
                    .forEach((name, label) -> shares[Integer.parseInt(name)] = (float) label.getScore());
            return shares;
        }
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

    private LinearSGDModel tribuo(TextEncoder encoder, TokenChoice choice, List<String> texts, int[] labels) {
        float[] byClass = settings.classWeights().of(labels, gold.classes().size());
        List<Example<Label>> examples = new ArrayList<>();
        for (int i = 0; i < labels.length; i++) {
            ArrayExample<Label> example =
                    example(labels[i], LinearModel.scaled(encoder.encode(texts.get(i)), choice.rarity()));
            example.setWeight(byClass[labels[i]]);
            // A text without a known token teaches nothing, and Tribuo refuses it.
            if (example.size() > 0) {
                examples.add(example);
            }
        }
        TRIBUO.setLevel(Level.WARNING);
        LabelFactory factory = new LabelFactory();
        MutableDataset<Label> data =
                new MutableDataset<>(examples, new SimpleDataSourceProvenance("gold", factory), factory);
        return new LinearSGDTrainer(
                        new LogMulticlass(),
                        new AdaGrad(settings.learningRate(), STEADY),
                        settings.epochs(),
                        NO_LOG,
                        BATCH,
                        settings.seed())
                .train(data);
    }

    private static ArrayExample<Label> example(int label, float[] values) {
        ArrayExample<Label> example = new ArrayExample<>(new Label(Integer.toString(label)));
        for (int token = 0; token < values.length; token++) {
            if (values[token] != 0) {
                example.add(name(token), values[token]);
            }
        }
        return example;
    }

    private static LinearModel linear(LinearSGDModel model, TokenChoice choice, int classes) {
        DenseMatrix learnt = model.getWeightsCopy();
        int tokens = choice.tokens().size();
        float[][] weights = new float[tokens][classes];
        float[] bias = new float[classes];
        for (int row = 0; row < model.getOutputIDInfo().size(); row++) {
            int c = Integer.parseInt(model.getOutputIDInfo().getOutput(row).getLabel());
            for (int token = 0; token < tokens; token++) {
                int id = model.getFeatureIDMap().getID(name(token));
                weights[token][c] = id < 0 ? 0 : (float) learnt.get(row, id);
            }
            bias[c] = (float) learnt.get(row, model.getFeatureIDMap().size());
        }
        return new LinearModel(choice.rarity(), weights, bias);
    }

    private static String name(int token) {
        return String.format(Locale.ROOT, "%06d", token);
    }

    private ClassScores scores(Fitted fitted, Split split) {
        List<GoldRow> part = gold.part(split);
        float[][] probabilities = gold.column(textColumn(), part).stream()
                .map(text -> fitted.model().probabilities(fitted.encoder().encode(text)))
                .toArray(float[][]::new);
        return ClassScores.of(probabilities, gold.labels(part));
    }

    private Map<String, String> recipe() {
        Map<String, String> recipe = new TreeMap<>(settings.describe());
        recipe.put("kind", "text");
        recipe.put("seed", Long.toString(settings.seed()));
        recipe.put("table", gold.schema().table());
        recipe.put("schemaSha256", gold.schema().sha256());
        recipe.put("goldSha256", gold.sha256());
        recipe.put("tribuo", Tribuo.VERSION);
        recipe.put("tokeniser", Tokeniser.VERSION);
        return recipe;
    }
}
