package io.verdict.inference.evaluation.clustering;

import io.verdict.inference.evaluation.measure.Example;
import java.util.List;

/**
 * One example that a model put in a cluster.
 *
 * @param point where it lies; finite, in the scale that distances are to be measured in
 */
public record Clustered(Example example, List<Double> point, String cluster) {

    public Clustered {
        point = List.copyOf(point);
        if (!point.stream().allMatch(Double::isFinite)) {
            throw new IllegalArgumentException(
                    "Example %s lies at %s; all must be finite numbers".formatted(example.id(), point));
        }
    }
}
