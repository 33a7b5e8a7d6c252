package io.verdict.inference.evaluation.regression;

import io.verdict.inference.evaluation.measure.Example;

/** One example whose number a model was asked for; both numbers are finite and in the target's unit. */
public record Estimated(Example example, double truth, double answer) {

    public Estimated {
        if (!Double.isFinite(truth) || !Double.isFinite(answer)) {
            throw new IllegalArgumentException(
                    "Example %s has the truth %s and the answer %s; both must be finite numbers"
                            .formatted(example.id(), truth, answer));
        }
    }
}
