package io.verdict.inference.evaluation.ranking;

import io.verdict.inference.evaluation.measure.Example;
import java.util.List;

/**
 * One list that a model has ranked.
 *
 * @param grades how relevant each item is, first item first; 0 for not at all, finite
 * @param impressions how often it was shown; 0 where that is not known
 * @param clicks how often it was clicked on, at most {@code impressions}
 */
public record RankedList(Example example, List<Double> grades, long impressions, long clicks) {

    public RankedList {
        grades = List.copyOf(grades);
        if (!grades.stream().allMatch(grade -> grade >= 0 && Double.isFinite(grade))) {
            throw new IllegalArgumentException("List %s has the grades %s; each must be a finite number of 0 or more"
                    .formatted(example.id(), grades));
        }
        if (clicks < 0 || clicks > impressions) {
            throw new IllegalArgumentException("List %s has %d clicks on %d impressions; clicks are 0 to that many"
                    .formatted(example.id(), clicks, impressions));
        }
    }
}
