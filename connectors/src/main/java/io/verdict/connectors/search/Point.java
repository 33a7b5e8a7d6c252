package io.verdict.connectors.search;

import java.util.List;

/** A place in a search space: per dimension, 0 to 1. */
public record Point(List<Double> units) {
    public Point {
        units = List.copyOf(units);
        if (units.stream().anyMatch(unit -> !(unit >= 0 && unit <= 1))) {
            throw new IllegalArgumentException("A point lies in the unit cube, not at " + units);
        }
    }
}
