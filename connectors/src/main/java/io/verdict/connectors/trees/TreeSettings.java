package io.verdict.connectors.trees;

import io.verdict.connectors.classifier.ClassWeights;
import io.verdict.connectors.classifier.GivenSettings;
import java.util.Map;
import java.util.TreeMap;

/** Everything that, with the data, decides what trees are grown. */
public sealed interface TreeSettings {

    /** How many steps the training takes: trees of a forest, rounds of boosting. */
    int rounds();

    /** Rows of classes with few of them may count more. */
    ClassWeights classWeights();

    /** Decides what is drawn by lot. */
    long seed();

    /** The settings by name, for whoever trains again; {@link #of} reads them. */
    Map<String, String> describe();

    /** What is grown. */
    enum Kind {
        /** A random forest. */
        FOREST,
        /** Gradient boosting. */
        BOOSTING
    }

    /**
     * Settings by name; what is not named stands as in {@link Forest#standard} or {@link Boosting#standard}.
     *
     * @throws io.verdict.connectors.runs.ParameterException naming everything that is wrong with them
     */
    static TreeSettings of(Map<String, String> given, long seed) {
        GivenSettings named = new GivenSettings(given);
        return switch (named.word("kind", Kind.FOREST)) {
            case FOREST -> named.finish(() -> Forest.of(named, Forest.standard(seed)));
            case BOOSTING -> named.finish(() -> Boosting.of(named, Boosting.standard(seed)));
        };
    }

    /**
     * A random forest (Breiman 2001) whose trees vote with the shares of their leaves.
     *
     * @param rounds trees, 1 to 1000
     * @param maxDepth splits from the root to a leaf at most, 1 to 30
     * @param minWeight least weight of the rows in a leaf, positive; a row weighs 1 on average
     * @param featureShare share of columns looked at in each split, above 0 to 1; 0 for the square root of their number
     */
    record Forest(int rounds, int maxDepth, float minWeight, float featureShare, ClassWeights classWeights, long seed)
            implements TreeSettings {
        public Forest {
            demand(rounds, maxDepth, minWeight);
            if (!(featureShare >= 0 && featureShare <= 1)) {
                throw new IllegalArgumentException("featureShare is 0 to 1, not " + featureShare);
            }
        }

        private static Forest of(GivenSettings named, Forest standard) {
            return new Forest(
                    named.whole("trees", standard.rounds),
                    named.whole("maxDepth", standard.maxDepth),
                    named.single("minWeight", standard.minWeight),
                    named.single("featureShare", standard.featureShare),
                    named.word("classWeights", standard.classWeights),
                    standard.seed);
        }

        /** A hundred trees, balanced. */
        public static Forest standard(long seed) {
            return new Forest(100, 12, 3, 0, ClassWeights.BALANCED, seed);
        }

        @Override
        public Map<String, String> describe() {
            Map<String, String> all = new TreeMap<>();
            all.put("kind", "forest");
            all.put("trees", Integer.toString(rounds));
            all.put("maxDepth", Integer.toString(maxDepth));
            all.put("minWeight", Float.toString(minWeight));
            all.put("featureShare", Float.toString(featureShare));
            all.put("classWeights", classWeights.name());
            return all;
        }
    }

    /**
     * Gradient boosting for several classes by their log loss (Friedman 2001, algorithm 6; rows drawn by lot, Friedman
     * 2002).
     *
     * @param rounds each grows a tree per class; 1 to 1000, and rounds × learningRate at most {@value #LONGEST_WAY}
     * @param maxDepth splits from the root to a leaf at most, 1 to 30
     * @param minWeight least weight of the rows in a leaf, positive; a row weighs 1 on average
     * @param learningRate share of each tree's answer that is taken, above 0 to 1
     * @param rowShare share of rows drawn for each round, above 0 to 1
     * @param bins distinct values of a column that trees tell apart, 2 to 256
     */
    record Boosting(
            int rounds,
            int maxDepth,
            float minWeight,
            float learningRate,
            float rowShare,
            int bins,
            ClassWeights classWeights,
            long seed)
            implements TreeSettings {

        /** Sums of leaves stay exact in float up to here. */
        static final int LONGEST_WAY = 30;

        public Boosting {
            demand(rounds, maxDepth, minWeight);
            if (!(learningRate > 0 && learningRate <= 1) || !(rowShare > 0 && rowShare <= 1)) {
                throw new IllegalArgumentException(
                        "learningRate and rowShare are above 0 to 1, not %s and %s".formatted(learningRate, rowShare));
            }
            if (rounds * learningRate > LONGEST_WAY) {
                throw new IllegalArgumentException("rounds × learningRate is at most %d, not %s; lower one of them"
                        .formatted(LONGEST_WAY, rounds * learningRate));
            }
            if (bins < 2 || bins > 256) {
                throw new IllegalArgumentException("bins are 2 to 256, not " + bins);
            }
        }

        private static Boosting of(GivenSettings named, Boosting standard) {
            return new Boosting(
                    named.whole("rounds", standard.rounds),
                    named.whole("maxDepth", standard.maxDepth),
                    named.single("minWeight", standard.minWeight),
                    named.single("learningRate", standard.learningRate),
                    named.single("rowShare", standard.rowShare),
                    named.whole("bins", standard.bins),
                    named.word("classWeights", standard.classWeights),
                    standard.seed);
        }

        /** A hundred rounds of shallow trees, balanced. */
        public static Boosting standard(long seed) {
            return new Boosting(100, 4, 5, 0.1f, 0.8f, 32, ClassWeights.BALANCED, seed);
        }

        @Override
        public Map<String, String> describe() {
            Map<String, String> all = new TreeMap<>();
            all.put("kind", "boosting");
            all.put("rounds", Integer.toString(rounds));
            all.put("maxDepth", Integer.toString(maxDepth));
            all.put("minWeight", Float.toString(minWeight));
            all.put("learningRate", Float.toString(learningRate));
            all.put("rowShare", Float.toString(rowShare));
            all.put("bins", Integer.toString(bins));
            all.put("classWeights", classWeights.name());
            return all;
        }
    }

    private static void demand(int rounds, int maxDepth, float minWeight) {
        if (rounds < 1 || rounds > 1000 || maxDepth < 1 || maxDepth > 30 || !(minWeight > 0)) {
            throw new IllegalArgumentException(
                    "there are 1 to 1000 trees or rounds of depth 1 to 30 and leaves of positive weight, not %d, %d, %s"
                            .formatted(rounds, maxDepth, minWeight));
        }
    }
}
