package io.verdict.inference.evaluation.measure;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The slices that an evaluation looks at.
 *
 * @param slices by attribute, then value
 * @param leftOut why attributes were not sliced by, a sentence each
 */
public record Slices(List<Slice> slices, List<String> leftOut) {

    /** An attribute with more values than this is a name and no property. */
    private static final int MOST_VALUES = 30;

    public Slices {
        slices = List.copyOf(slices);
        leftOut = List.copyOf(leftOut);
    }

    /** By every attribute that an example has. */
    public static Slices ofAll(List<Example> examples) {
        return of(
                examples,
                examples.stream()
                        .flatMap(example -> example.attributes().keySet().stream())
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    /** By some attributes. */
    public static Slices of(List<Example> examples, Collection<String> attributes) {
        List<Slice> slices = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        for (String attribute : new TreeSet<>(attributes)) {
            Set<String> values = examples.stream()
                    .map(example -> example.attribute(attribute))
                    .collect(Collectors.toCollection(TreeSet::new));
            if (values.size() > MOST_VALUES) {
                leftOut.add("Not sliced by %s: it has %d values, more than %d."
                        .formatted(attribute, values.size(), MOST_VALUES));
            } else {
                values.forEach(value -> slices.add(new Slice(attribute, value)));
            }
        }
        return new Slices(slices, leftOut);
    }
}
