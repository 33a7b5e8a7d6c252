package io.verdict.inference.evaluation.measure;

import java.util.List;

/**
 * What a model did on some examples, ready to be measured under any weights of them: matching and sorting are done, so that
 * thousands of resamples cost little. Implementations are immutable and safe for many threads.
 */
public interface Sample {

    /** The examples, in the order of their ids. */
    List<Example> examples();

    /** What {@link #values} gives, in its order. */
    List<Metric> metrics();

    /**
     * The metrics where each example counts as often as its weight says.
     *
     * @param weights 0 or more, one per example
     * @return one value per metric, NaN where it is not defined
     */
    double[] values(double[] weights);

    /** Why a metric may have no value, in a sentence. */
    String absence(Metric metric);

    /** The same examples with only those metrics that slices are compared by. */
    default Sample headline() {
        return this;
    }
}
