package io.verdict.inference.evaluation.measure;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Puts what is evaluated in the order of its ids, in which {@link Sample#examples} are. Pure. */
public final class ExampleOrder {

    private ExampleOrder() {}

    /**
     * Sorted by id.
     *
     * @throws IllegalArgumentException if two have one id
     */
    public static <T> List<T> of(List<T> all, Function<T, Example> example) {
        Set<String> ids = new HashSet<>();
        for (T one : all) {
            String id = example.apply(one).id();
            if (!ids.add(id)) {
                throw new IllegalArgumentException("%s is in the evaluation twice".formatted(id));
            }
        }
        return all.stream()
                .sorted(Comparator.comparing((T one) -> example.apply(one).id()))
                .toList();
    }
}
