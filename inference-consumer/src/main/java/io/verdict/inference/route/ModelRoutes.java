package io.verdict.inference.route;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which models decide on a photo: those that claim its source, and where none does, those that claim none. Written as
 * {@code car-damage}, or as {@code drone@survey+mapping} for a model of these sources. Immutable and pure.
 */
public final class ModelRoutes {

    /** No model decides on photos. */
    public static final ModelRoutes NONE = new ModelRoutes(Map.of());

    private static final String CLAIMS = "@";
    private static final String AND = "+";

    private final Map<String, Set<String>> sourcesOf;
    private final Map<String, List<String>> modelsOf;
    private final List<String> unclaimed;

    private ModelRoutes(Map<String, Set<String>> sourcesOf) {
        this.sourcesOf = new TreeMap<>(sourcesOf);
        Map<String, List<String>> claimed = new HashMap<>();
        this.sourcesOf.forEach((model, sources) -> sources.forEach(source ->
                claimed.computeIfAbsent(source, first -> new ArrayList<>()).add(model)));
        this.modelsOf = Map.copyOf(claimed);
        this.unclaimed = this.sourcesOf.entrySet().stream()
                .filter(route -> route.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * Reads routes.
     *
     * @throws IllegalArgumentException where there is none, or where one lacks a name or names a model again
     */
    public static ModelRoutes parse(Collection<String> written) {
        Map<String, Set<String>> routes = new HashMap<>();
        for (String route : written) {
            int at = route.indexOf(CLAIMS);
            String model = (at < 0 ? route : route.substring(0, at)).strip();
            Set<String> sources = at < 0
                    ? Set.of()
                    : Arrays.stream(route.substring(at + 1).split("\\" + AND, -1))
                            .map(String::strip)
                            .collect(Collectors.toCollection(TreeSet::new));
            if (model.isEmpty() || sources.contains("")) {
                throw new IllegalArgumentException(
                        "'%s' lacks a name; write MODEL, or MODEL@SOURCE+SOURCE".formatted(route));
            }
            Set<String> known = routes.putIfAbsent(model, sources);
            if (known != null && !known.equals(sources)) {
                throw new IllegalArgumentException(
                        "%s is named twice, with different sources; name them together".formatted(model));
            }
        }
        if (routes.isEmpty()) {
            throw new IllegalArgumentException("No models are named; name those that decide on photos");
        }
        return new ModelRoutes(routes);
    }

    /** Every model, by name. */
    public Set<String> models() {
        return sourcesOf.keySet();
    }

    /** The models that decide on photos of this source, by name; empty where none does. */
    public List<String> of(String source) {
        return modelsOf.getOrDefault(source, unclaimed);
    }

    /** As they are written. */
    @Override
    public String toString() {
        return sourcesOf.entrySet().stream()
                .map(route -> route.getValue().isEmpty()
                        ? route.getKey()
                        : route.getKey() + CLAIMS + String.join(AND, route.getValue()))
                .collect(Collectors.joining(", "));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ModelRoutes routes && routes.sourcesOf.equals(sourcesOf);
    }

    @Override
    public int hashCode() {
        return sourcesOf.hashCode();
    }
}
