package io.verdict.inference.classifier;

/** Probabilities of logits: each exponential's share, after the largest is taken off (Bridle 1990). */
final class Softmax {
    private Softmax() {}

    /**
     * Writes probabilities, and behind them the index of the largest logit, the first of equals. Strict arithmetic: the
     * same bits on every machine. A logit that is no finite number makes all of them NaN.
     */
    static float[] withIndex(float[] logits) {
        int best = 0;
        for (int i = 1; i < logits.length; i++) {
            best = logits[i] > logits[best] ? i : best;
        }
        double sum = 0;
        double[] shares = new double[logits.length];
        for (int i = 0; i < logits.length; i++) {
            shares[i] = Float.isFinite(logits[i]) ? StrictMath.exp((double) logits[i] - logits[best]) : Double.NaN;
            sum += shares[i];
        }
        float[] values = new float[logits.length + 1];
        for (int i = 0; i < logits.length; i++) {
            values[i] = (float) (shares[i] / sum);
        }
        values[logits.length] = best;
        return values;
    }
}
