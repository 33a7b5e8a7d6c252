package io.verdict.inference.evaluation.measure;

import java.util.Map;

/**
 * One example of an evaluation, apart from what the model made of it. Immutable.
 *
 * @param id unique in its evaluation
 * @param group what it shares with others, such as a vehicle; groups are drawn as a whole when uncertainty is estimated
 * @param attributes facts to slice by, such as a brightness bucket or a region
 * @param weight how many examples it stands for: 1 / the probability that it was drawn with (Horvitz and Thompson 1952);
 *     above 0, 1 where all were taken
 */
public record Example(String id, String group, Map<String, String> attributes, double weight) {

    /** What stands for an attribute that an example does not have. */
    public static final String UNKNOWN = "unknown";

    public Example {
        attributes = Map.copyOf(attributes);
        if (!(weight > 0) || Double.isInfinite(weight)) {
            throw new IllegalArgumentException(
                    "Example %s has the weight %s; it must be a finite number above 0".formatted(id, weight));
        }
    }

    /** One that stands for itself and has no group. */
    public static Example of(String id, Map<String, String> attributes) {
        return new Example(id, id, attributes, 1);
    }

    /** The same, drawn with a probability; above 0, at most 1. */
    public Example drawnWith(double probability) {
        if (!(probability > 0 && probability <= 1)) {
            throw new IllegalArgumentException(
                    "Example %s was drawn with probability %s; it must be above 0 and at most 1"
                            .formatted(id, probability));
        }
        return new Example(id, group, attributes, 1 / probability);
    }

    public String attribute(String name) {
        return attributes.getOrDefault(name, UNKNOWN);
    }
}
