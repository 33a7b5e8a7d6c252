package io.verdict.connectors.trees;

import java.util.Arrays;

/**
 * The few values of each column that a tree tells apart, as gradient boosting needs them: Tribuo's regression trees look
 * at every row for every distinct value. A cut of a column is a float; a row is left of it when it is not above it.
 */
final class Bins {
    private final float[][] cuts;

    private Bins(float[][] cuts) {
        this.cuts = cuts;
    }

    /** Cuts each column so that about as many rows are in each of its bins. */
    static Bins of(float[][] rows, int most) {
        float[][] cuts = new float[rows[0].length][];
        for (int column = 0; column < cuts.length; column++) {
            float[] sorted = new float[rows.length];
            for (int i = 0; i < sorted.length; i++) {
                sorted[i] = rows[i][column];
            }
            Arrays.sort(sorted);
            cuts[column] = cuts(sorted, most);
        }
        return new Bins(cuts);
    }

    private static float[] cuts(float[] sorted, int most) {
        float[] found = new float[sorted.length];
        int count = 0;
        int distinct = 1;
        for (int i = 1; i < sorted.length; i++) {
            distinct += sorted[i] != sorted[i - 1] ? 1 : 0;
        }
        long bin = 0;
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i] == sorted[i - 1]) {
                continue;
            }
            // With few distinct values each is a bin; else a bin ends where its share of rows does.
            long reached = (long) i * most / sorted.length;
            if (distinct <= most || reached > bin) {
                bin = reached;
                found[count++] = FlatTree.floor(((double) sorted[i - 1] + sorted[i]) / 2);
            }
        }
        return Arrays.copyOf(found, count);
    }

    /** The bin of a value, from 0. */
    int bin(int column, float value) {
        int at = Arrays.binarySearch(cuts[column], value);
        return at >= 0 ? at : -at - 1;
    }

    /** The cut that divides bins as a number between two of them does. */
    float cut(int column, double between) {
        return cuts[column][(int) Math.floor(between)];
    }
}
