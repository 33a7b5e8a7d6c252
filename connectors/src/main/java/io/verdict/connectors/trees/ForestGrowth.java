package io.verdict.connectors.trees;

import io.verdict.connectors.training.TrainingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.dtree.CARTClassificationTrainer;
import org.tribuo.classification.dtree.impurity.GiniIndex;
import org.tribuo.common.tree.LeafNode;
import org.tribuo.common.tree.TreeModel;

/** Grows a random forest: Tribuo's CART on rows drawn with replacement, each tree by a seed of its own, in parallel. */
final class ForestGrowth implements TreeGrowth {
    private static final int STRIDE = 10;
    private static final int MANTISSA = 24;

    private final TreeSettings.Forest settings;
    private final TrainingRows rows;
    private final ExecutorService threads;
    private final int units;

    ForestGrowth(TreeSettings.Forest settings, TrainingRows rows, int threads) {
        this.settings = settings;
        this.rows = rows;
        // Votes are multiples of a power of two so small that all of them together fill a float's mantissa.
        this.units = 1 << MANTISSA - (Integer.SIZE - Integer.numberOfLeadingZeros(settings.rounds() - 1));
        this.threads = Executors.newFixedThreadPool(threads, work -> {
            Thread thread = new Thread(work, "trees");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public int treesPerRound() {
        return 1;
    }

    @Override
    public int stride() {
        return STRIDE;
    }

    @Override
    public List<FlatTree> grow(int from, int to, List<FlatTree> before) {
        List<Future<FlatTree>> growing = new ArrayList<>();
        for (int tree = from; tree < to; tree++) {
            long seed = TrainingRows.seed(settings.seed(), tree);
            growing.add(threads.submit(() -> flat(tribuo(seed))));
        }
        List<FlatTree> grown = new ArrayList<>();
        for (Future<FlatTree> tree : growing) {
            grown.add(finished(tree));
        }
        return grown;
    }

    /** The tree of a seed as Tribuo has it. */
    TreeModel<Label> tribuo(long seed) {
        MutableDataset<Label> bag = rows.dataset(
                rows.bootstrap(seed),
                this::doubles,
                i -> new Label(Integer.toString(rows.labels()[i])),
                new LabelFactory());
        float share = settings.featureShare() > 0
                ? settings.featureShare()
                : (float) (Math.sqrt(rows.width()) / rows.width());
        // Looks at one column at least, however few there are.
        float enough = Math.min(1, Math.max(share, 1f / rows.width()));
        CARTClassificationTrainer trainer = new CARTClassificationTrainer(
                settings.maxDepth(), settings.minWeight(), 0, enough, false, new GiniIndex(), seed);
        return trainer.train(bag);
    }

    private FlatTree flat(TreeModel<Label> tree) {
        return FlatTree.of(tree.getRoot(), (column, value) -> FlatTree.floor(value), this::votes);
    }

    private float[] votes(LeafNode<Label> leaf) {
        Map<String, Label> shares = leaf.getDistribution();
        int[] parts = new int[rows.classes()];
        int left = units;
        int most = 0;
        for (int c = 0; c < parts.length; c++) {
            Label label = shares.get(Integer.toString(c));
            // Tribuo takes weights off from sums, which leaves a little less than none where none is left.
            parts[c] = label == null ? 0 : (int) Math.max(0, Math.rint(label.getScore() * units));
            left -= parts[c];
            most = parts[c] > parts[most] ? c : most;
        }
        parts[most] += left;
        float[] votes = new float[parts.length];
        for (int c = 0; c < votes.length; c++) {
            votes[c] = (float) parts[c] / units;
        }
        return votes;
    }

    private double[] doubles(int row) {
        double[] values = new double[rows.width()];
        for (int c = 0; c < values.length; c++) {
            values[c] = rows.values()[row][c];
        }
        return values;
    }

    private static FlatTree finished(Future<FlatTree> tree) {
        try {
            return tree.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TrainingException("Training was interrupted; it goes on from its last checkpoint", e);
        } catch (ExecutionException e) {
            throw new TrainingException("A tree could not be grown: " + e.getCause(), e.getCause());
        }
    }

    @Override
    public TreeEnsemble ensemble(List<FlatTree> trees) {
        return new TreeEnsemble(false, new float[rows.classes()], trees);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
