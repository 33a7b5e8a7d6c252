package io.verdict.streams.boxes;

import java.util.Arrays;

/**
 * The assignment of rows to columns, one to one, with the greatest total weight: the Hungarian method with potentials
 * (Kuhn 1955; Munkres 1957; in the form of Jonker and Volgenant 1987). Time grows with rows² × columns. Pure.
 */
final class Assignment {

    private static final int NONE = -1;

    private Assignment() {}

    /**
     * Assigns each row a column.
     *
     * @param weights at least as many columns as rows; 0 or more
     * @return the column of each row
     */
    static int[] greatest(double[][] weights) {
        int rows = weights.length;
        int columns = rows == 0 ? 0 : weights[0].length;
        double[] rowPotential = new double[rows];
        double[] columnPotential = new double[columns];
        int[] rowOf = new int[columns];
        Arrays.fill(rowOf, NONE);
        for (int row = 0; row < rows; row++) {
            augment(row, weights, rowPotential, columnPotential, rowOf);
        }
        int[] columnOf = new int[rows];
        for (int column = 0; column < columns; column++) {
            if (rowOf[column] != NONE) {
                columnOf[rowOf[column]] = column;
            }
        }
        return columnOf;
    }

    /** Gives one more row a column, moving others along the cheapest path; a weight is a negative cost. */
    private static void augment(
            int start, double[][] weights, double[] rowPotential, double[] columnPotential, int[] rowOf) {
        int columns = columnPotential.length;
        double[] distance = new double[columns];
        int[] before = new int[columns];
        boolean[] done = new boolean[columns];
        Arrays.fill(distance, Double.POSITIVE_INFINITY);
        Arrays.fill(before, NONE);
        int row = start;
        int at = NONE;
        do {
            int next = NONE;
            for (int column = 0; column < columns; column++) {
                if (done[column]) {
                    continue;
                }
                double cost = -weights[row][column] - rowPotential[row] - columnPotential[column];
                if (cost < distance[column]) {
                    distance[column] = cost;
                    before[column] = at;
                }
                if (next == NONE || distance[column] < distance[next]) {
                    next = column;
                }
            }
            double step = distance[next];
            rowPotential[start] += step;
            for (int column = 0; column < columns; column++) {
                if (done[column]) {
                    rowPotential[rowOf[column]] += step;
                    columnPotential[column] -= step;
                } else {
                    distance[column] -= step;
                }
            }
            done[next] = true;
            at = next;
            row = rowOf[next];
        } while (row != NONE);
        for (int column = at; column != NONE; column = before[column]) {
            rowOf[column] = before[column] == NONE ? start : rowOf[before[column]];
        }
    }
}
