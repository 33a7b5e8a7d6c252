package io.verdict.connectors.trees;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.connectors.classifier.ClassScores;
import io.verdict.connectors.classifier.ClassifierGraph;
import io.verdict.connectors.classifier.OnnxRows;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** SYS-4, INF-3: trees and the graph written of them decide alike, on thresholds too. */
class TreeEnsembleTest {

    private static final int COLUMNS = 4;
    /** Thresholds where a comparison by another rule or width would go the other way. */
    private static final float[] EDGES = {
        0,
        1,
        -1,
        0.1f,
        Math.nextUp(0.1f),
        Math.nextDown(0.1f),
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        16777216,
        1e30f,
        -1e30f
    };

    @Property(tries = 60)
    void shouldDecideInTheGraphAsInJava(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 9) int trees,
            @ForAll @IntRange(min = 2, max = 4) int classes,
            @ForAll boolean boosted)
            throws Exception {
        Random random = new Random(seed);
        List<FlatTree> grown =
                IntStream.range(0, trees).mapToObj(i -> tree(random, classes)).toList();
        TreeEnsemble ensemble = new TreeEnsemble(boosted, new float[classes], grown);
        float[][] rows = rows(random, grown);

        ClassifierGraph graph = new ClassifierGraph(
                "tabular",
                COLUMNS,
                IntStream.range(0, classes).mapToObj(c -> "c" + c).toList());
        byte[] onnx = ensemble.write(graph, ClassifierGraph.FEATURES);
        try (OnnxRows session = new OnnxRows(onnx)) {
            OnnxRows.Answer answer = session.run(rows);
            float[][] expected = ensemble.probabilities(rows);
            for (int i = 0; i < rows.length; i++) {
                assertThat(answer.labels()[i]).isEqualTo(ClassScores.label(ensemble.scores(rows[i])));
                for (int c = 0; c < classes; c++) {
                    assertThat(answer.probabilities()[i][c]).isBetween(expected[i][c] - 1e-6f, expected[i][c] + 1e-6f);
                }
            }
        }
    }

    @Test
    void shouldGiveTheSameBitsWhateverTheThreadsAndTheBatch() throws Exception {
        Random random = new Random(17);
        // So many that the runtime adds up parts of them in parallel, in an order of its own.
        List<FlatTree> grown = IntStream.range(0, 128)
                .mapToObj(i -> fine(tree(random, 3), random))
                .toList();
        TreeEnsemble ensemble = new TreeEnsemble(false, new float[3], grown);
        float[][] rows = rows(random, grown);
        float[][] expected = ensemble.probabilities(rows);
        byte[] onnx = ensemble.write(
                new ClassifierGraph("tabular", COLUMNS, List.of("a", "b", "c")), ClassifierGraph.FEATURES);

        for (int threads : new int[] {1, 3}) {
            try (OnnxRows session = new OnnxRows(onnx, threads)) {
                assertThat(session.run(rows).probabilities()).isDeepEqualTo(expected);
                assertThat(session.run(new float[][] {rows[5]}).probabilities()[0])
                        .isEqualTo(expected[5]);
            }
        }
    }

    /** Leaves as fine as a forest's of 128 trees are. */
    private static FlatTree fine(FlatTree tree, Random random) {
        for (float[] leaf : tree.leaf()) {
            for (int c = 0; leaf != null && c < leaf.length; c++) {
                leaf[c] = (float) random.nextInt(1 << 17) / (1 << 17);
            }
        }
        return tree;
    }

    @Test
    void shouldRoundThresholdsDownToAFloatThatDividesAlike() {
        Random random = new Random(5);
        for (int i = 0; i < 10_000; i++) {
            float low = Float.intBitsToFloat(random.nextInt());
            if (Float.isNaN(low) || Float.isInfinite(low) || low == Float.MAX_VALUE) {
                continue;
            }
            float high = Math.nextUp(low);
            float threshold = FlatTree.floor(((double) low + high) / 2);

            assertThat(low <= threshold).isTrue();
            assertThat(high <= threshold).isFalse();
        }
    }

    private static FlatTree tree(Random random, int classes) {
        int splits = random.nextInt(12);
        int size = 2 * splits + 1;
        FlatTree tree = new FlatTree(new int[size], new float[size], new int[size], new int[size], new float[size][]);
        for (int i = 0; i < size; i++) {
            if (i < splits) {
                tree.feature()[i] = random.nextInt(COLUMNS);
                tree.threshold()[i] = random.nextBoolean() ? EDGES[random.nextInt(EDGES.length)] : random.nextFloat();
                tree.left()[i] = 2 * i + 1;
                tree.right()[i] = 2 * i + 2;
            } else {
                tree.feature()[i] = -1;
                tree.leaf()[i] = new float[classes];
                for (int c = 0; c < classes; c++) {
                    // Coarse, so that equal sums, which the first class wins, happen.
                    tree.leaf()[i][c] = random.nextInt(5) / 4f;
                }
            }
        }
        return tree;
    }

    private static float[][] rows(Random random, List<FlatTree> trees) {
        float[][] rows = new float[64][COLUMNS];
        for (float[] row : rows) {
            for (int c = 0; c < COLUMNS; c++) {
                FlatTree tree = trees.get(random.nextInt(trees.size()));
                float threshold = tree.threshold()[random.nextInt(tree.nodes())];
                row[c] = switch (random.nextInt(4)) {
                    case 0 -> threshold;
                    case 1 -> Math.nextUp(threshold);
                    case 2 -> Math.nextDown(threshold);
                    default -> EDGES[random.nextInt(EDGES.length)];
                };
            }
        }
        return rows;
    }
}
