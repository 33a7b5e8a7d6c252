package io.verdict.connectors.search;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every hyper-parameter that a search may choose, in a fixed order; at least one, with distinct names. */
public record SearchSpace(List<Dimension> dimensions) {

    public SearchSpace {
        dimensions = List.copyOf(dimensions);
        if (dimensions.isEmpty()) {
            throw new IllegalArgumentException("There is nothing to search; name a hyper-parameter and its range");
        }
        if (dimensions.stream().map(Dimension::name).distinct().count() < dimensions.size()) {
            throw new IllegalArgumentException("A hyper-parameter is named twice in " + dimensions);
        }
    }

    /** The values at a point, by name. */
    public Map<String, String> values(Point point) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < dimensions.size(); i++) {
            values.put(
                    dimensions.get(i).name(), dimensions.get(i).at(point.units().get(i)));
        }
        return values;
    }
}
