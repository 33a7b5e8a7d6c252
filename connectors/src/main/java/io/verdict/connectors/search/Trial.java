package io.verdict.connectors.search;

import java.util.Map;

/**
 * One set of hyper-parameters to be tried.
 *
 * @param number in the search, from 0
 * @param values by name, as the trainer is given them
 */
public record Trial(int number, Point point, Map<String, String> values) {
    public Trial {
        values = Map.copyOf(values);
    }
}
