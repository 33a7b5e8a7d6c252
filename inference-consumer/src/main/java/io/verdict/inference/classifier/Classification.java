package io.verdict.inference.classifier;

import java.util.List;

/**
 * What a classifier says of one input.
 *
 * @param label the most probable class, the first of equals
 * @param probabilities of every class, 0 to 1, in the order of the graph's outputs
 */
public record Classification(String label, List<Float> probabilities) {
    public Classification {
        probabilities = List.copyOf(probabilities);
    }
}
