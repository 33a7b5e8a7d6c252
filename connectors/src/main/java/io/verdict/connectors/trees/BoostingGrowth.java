package io.verdict.connectors.trees;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tribuo.MutableDataset;
import org.tribuo.common.tree.Node;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.rtree.CARTRegressionTrainer;
import org.tribuo.regression.rtree.IndependentRegressionTreeModel;
import org.tribuo.regression.rtree.impurity.MeanSquaredError;

/**
 * Grows gradient boosting's trees: in each round Tribuo's regression trees, one for each class, fit what the
 * probabilities so far miss of the truth; each leaf then answers with a Newton step (Friedman 2001, equation 32).
 */
final class BoostingGrowth implements TreeGrowth {
    private static final int STRIDE = 5;
    /** Bounds a leaf where nearly nothing is left to learn. */
    private static final double FARTHEST = 4;
    /** Leaves are multiples of this, so that all sums are exact in float. */
    private static final float STEP = 1f / (1 << 16);

    private final TreeSettings.Boosting settings;
    private final TrainingRows rows;
    private final Bins bins;
    private final double[][] binned;
    private final float[] base;

    BoostingGrowth(TreeSettings.Boosting settings, TrainingRows rows) {
        this.settings = settings;
        this.rows = rows;
        this.bins = Bins.of(rows.values(), settings.bins());
        this.binned = new double[rows.size()][rows.width()];
        for (int i = 0; i < binned.length; i++) {
            for (int c = 0; c < binned[i].length; c++) {
                binned[i][c] = bins.bin(c, rows.values()[i][c]);
            }
        }
        this.base = base(rows);
    }

    /** Logarithm of each class's weight, a row more each so that a class without rows has one. */
    private static float[] base(TrainingRows rows) {
        double[] weight = new double[rows.classes()];
        double sum = 0;
        for (int c = 0; c < weight.length; c++) {
            weight[c] = 1;
            sum += 1;
        }
        for (int i = 0; i < rows.size(); i++) {
            weight[rows.labels()[i]] += rows.weights()[i];
            sum += rows.weights()[i];
        }
        float[] base = new float[weight.length];
        for (int c = 0; c < base.length; c++) {
            base[c] = onGrid(StrictMath.log(weight[c] / sum));
        }
        return base;
    }

    @Override
    public int treesPerRound() {
        return rows.classes();
    }

    @Override
    public int stride() {
        return STRIDE;
    }

    @Override
    public TreeEnsemble ensemble(List<FlatTree> trees) {
        return new TreeEnsemble(true, base, trees);
    }

    @Override
    public List<FlatTree> grow(int from, int to, List<FlatTree> before) {
        TreeEnsemble known = ensemble(before);
        float[][] scores = new float[rows.size()][];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = known.scores(rows.values()[i]);
        }
        List<FlatTree> grown = new ArrayList<>();
        for (int round = from; round < to; round++) {
            List<FlatTree> trees = round(TrainingRows.seed(settings.seed(), round), scores);
            for (int i = 0; i < scores.length; i++) {
                for (FlatTree tree : trees) {
                    float[] leaf = tree.leaf()[tree.leafOf(rows.values()[i])];
                    for (int c = 0; c < leaf.length; c++) {
                        scores[i][c] += leaf[c];
                    }
                }
            }
            grown.addAll(trees);
        }
        return grown;
    }

    private List<FlatTree> round(long seed, float[][] scores) {
        int classes = rows.classes();
        double[][] residuals = new double[rows.size()][classes];
        for (int i = 0; i < residuals.length; i++) {
            float[] shares = TreeEnsemble.softmax(scores[i]);
            for (int c = 0; c < classes; c++) {
                residuals[i][c] = (rows.labels()[i] == c ? 1 : 0) - shares[c];
            }
        }
        int[] drawn = rows.sample(seed, settings.rowShare());
        String[] names = new String[classes];
        for (int c = 0; c < classes; c++) {
            names[c] = Integer.toString(c);
        }
        MutableDataset<Regressor> data =
                rows.dataset(drawn, i -> binned[i], i -> new Regressor(names, residuals[i]), new RegressionFactory());
        CARTRegressionTrainer trainer = new CARTRegressionTrainer(
                settings.maxDepth(), settings.minWeight(), 0, 1, false, new MeanSquaredError(), seed);
        Map<String, Node<Regressor>> roots = ((IndependentRegressionTreeModel) trainer.train(data)).getRoots();
        List<FlatTree> trees = new ArrayList<>();
        for (int c = 0; c < classes; c++) {
            FlatTree shape = FlatTree.of(roots.get(names[c]), bins::cut, leaf -> new float[classes]);
            trees.add(newton(shape, c, drawn, residuals));
        }
        return trees;
    }

    private FlatTree newton(FlatTree tree, int of, int[] drawn, double[][] residuals) {
        double[] missed = new double[tree.nodes()];
        double[] curvature = new double[tree.nodes()];
        for (int i : drawn) {
            int leaf = tree.leafOf(rows.values()[i]);
            double residual = residuals[i][of];
            missed[leaf] += rows.weights()[i] * residual;
            curvature[leaf] += rows.weights()[i] * Math.abs(residual) * (1 - Math.abs(residual));
        }
        int classes = rows.classes();
        float[][] leaves = new float[tree.nodes()][];
        for (int node = 0; node < leaves.length; node++) {
            if (tree.leaf()[node] != null) {
                double step = curvature[node] < 1e-12 ? 0 : missed[node] / curvature[node] * (classes - 1) / classes;
                double bounded = Math.max(-FARTHEST, Math.min(FARTHEST, step));
                leaves[node] = new float[classes];
                leaves[node][of] = onGrid(settings.learningRate() * bounded);
            }
        }
        return tree.withLeaves(leaves);
    }

    private static float onGrid(double value) {
        return (float) (Math.rint(value / STEP) * STEP);
    }

    @Override
    public void close() {
        // Tribuo grows the trees of a round in the calling thread.
    }
}
