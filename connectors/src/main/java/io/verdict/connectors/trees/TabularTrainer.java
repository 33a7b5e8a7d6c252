package io.verdict.connectors.trees;

import io.verdict.connectors.classifier.ClassScores;
import io.verdict.connectors.classifier.ClassifierGraph;
import io.verdict.connectors.classifier.ClassifierProgress;
import io.verdict.connectors.classifier.TrainedClassifier;
import io.verdict.connectors.tabular.GoldRow;
import io.verdict.connectors.tabular.GoldTable;
import io.verdict.connectors.tabular.Split;
import io.verdict.connectors.training.TrainingException;
import io.verdict.topics.contract.RowEncoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.tribuo.Tribuo;

/**
 * Trains a classifier of rows and writes it as ONNX. Gold table and settings decide the bytes; the number of threads
 * does not. The test rows are never read. One instance trains once; not thread-safe.
 */
public final class TabularTrainer {
    /** Where a training keeps its checkpoint in its folder. */
    static final String CHECKPOINT = "trees.bin";

    private final TreeSettings settings;
    private final GoldTable gold;
    private final int threads;
    private final ClassifierProgress progress;

    /**
     * A training.
     *
     * @param threads that grow trees of a forest; boosting uses one
     */
    public TabularTrainer(TreeSettings settings, GoldTable gold, int threads, ClassifierProgress progress) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1: " + threads);
        }
        this.settings = settings;
        this.gold = gold;
        this.threads = threads;
        this.progress = progress;
    }

    /**
     * Trains to the end, or until the progress says no.
     *
     * @param folder keeps a checkpoint and goes on from the one that is there; without it nothing is kept
     * @throws TrainingException if the table cannot be learnt from, or the checkpoint is another training's
     */
    public TrainedClassifier train(Optional<Path> folder) {
        try {
            return trained(folder);
        } catch (IllegalArgumentException e) {
            throw new TrainingException("The table cannot be learnt from: " + e.getMessage(), e);
        }
    }

    private TrainedClassifier trained(Optional<Path> folder) {
        RowEncoder encoder = new RowEncoder(gold.schema().features());
        List<GoldRow> trainPart = gold.part(Split.TRAIN);
        List<GoldRow> validationPart = gold.part(Split.VALIDATION);
        int[] labels = gold.labels(trainPart);
        if (Arrays.stream(labels).distinct().count() < 2) {
            throw new TrainingException("The %d rows to train with are all of one class or none; add rows of the others"
                    .formatted(labels.length));
        }
        float[][] raw = gold.encoded(encoder, trainPart);
        Expansion expansion = Expansion.learn(encoder.features(), raw);
        TrainingRows rows = rows(expansion.expand(raw), labels);
        float[][] validation = expansion.expand(gold.encoded(encoder, validationPart));
        int[] truth = gold.labels(validationPart);
        Map<String, String> recipe = recipe();
        Optional<TreeCheckpoint> checkpoint =
                folder.map(path -> new TreeCheckpoint(path.resolve(CHECKPOINT), recipe.toString()));
        try (TreeGrowth growth = growth(rows)) {
            List<FlatTree> trees = grow(growth, checkpoint, validation, truth);
            TreeEnsemble ensemble = growth.ensemble(trees);
            recipe.put("treesGrown", Integer.toString(trees.size()));
            return new TrainedClassifier(
                    onnx(encoder, expansion, ensemble),
                    ClassScores.of(ensemble.probabilities(rows.values()), labels),
                    ClassScores.ofAny(ensemble.probabilities(validation), truth),
                    recipe);
        }
    }

    private List<FlatTree> grow(
            TreeGrowth growth, Optional<TreeCheckpoint> checkpoint, float[][] validation, int[] truth) {
        List<FlatTree> trees =
                new ArrayList<>(checkpoint.map(TreeCheckpoint::read).orElse(List.of()));
        int done = trees.size() / growth.treesPerRound();
        boolean on = true;
        while (on && done < settings.rounds()) {
            int to = Math.min(settings.rounds(), done + growth.stride());
            trees.addAll(growth.grow(done, to, trees));
            done = to;
            checkpoint.ifPresent(kept -> kept.write(trees));
            List<FlatTree> soFar = List.copyOf(trees);
            on = progress.reached(
                    done,
                    settings.rounds(),
                    () -> ClassScores.ofAny(growth.ensemble(soFar).probabilities(validation), truth));
        }
        return trees;
    }

    private TreeGrowth growth(TrainingRows rows) {
        if (settings instanceof TreeSettings.Forest forest) {
            return new ForestGrowth(forest, rows, threads);
        }
        return new BoostingGrowth((TreeSettings.Boosting) settings, rows);
    }

    private TrainingRows rows(float[][] values, int[] labels) {
        int classes = gold.classes().size();
        float[] byClass = settings.classWeights().of(labels, classes);
        float[] weights = new float[labels.length];
        IntStream.range(0, labels.length).forEach(i -> weights[i] = byClass[labels[i]]);
        return new TrainingRows(values, labels, weights, classes);
    }

    private byte[] onnx(RowEncoder encoder, Expansion expansion, TreeEnsemble ensemble) {
        ClassifierGraph graph = new ClassifierGraph(
                        "tabular", encoder.features().size(), gold.classes())
                .with(ClassifierGraph.CONTRACT, encoder.contract())
                .with(ClassifierGraph.SCHEMA, gold.schema().sha256());
        return ensemble.write(graph, expansion.write(graph.nodes()));
    }

    private Map<String, String> recipe() {
        Map<String, String> recipe = new TreeMap<>(settings.describe());
        recipe.put("seed", Long.toString(settings.seed()));
        recipe.put("table", gold.schema().table());
        recipe.put("schemaSha256", gold.schema().sha256());
        recipe.put("goldSha256", gold.sha256());
        recipe.put("tribuo", Tribuo.VERSION);
        return recipe;
    }
}
