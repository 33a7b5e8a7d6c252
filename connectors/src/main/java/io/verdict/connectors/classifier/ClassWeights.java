package io.verdict.connectors.classifier;

/** How much a row counts in training. */
public enum ClassWeights {
    /** As much as any other. */
    EVEN,
    /** So that each class counts the same altogether; the mean over rows stays 1. */
    BALANCED;

    /**
     * Weight of each class.
     *
     * @param labels class indices of the rows that train
     */
    public float[] of(int[] labels, int classes) {
        float[] weights = new float[classes];
        int[] counts = new int[classes];
        for (int label : labels) {
            counts[label]++;
        }
        int present = 0;
        for (int count : counts) {
            present += count > 0 ? 1 : 0;
        }
        for (int c = 0; c < classes; c++) {
            weights[c] = switch (this) {
                case EVEN -> 1;
                case BALANCED -> counts[c] == 0 ? 1 : (float) ((double) labels.length / present / counts[c]);
            };
        }
        return weights;
    }
}
