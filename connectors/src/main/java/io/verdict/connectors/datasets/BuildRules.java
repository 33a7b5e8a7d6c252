package io.verdict.connectors.datasets;

import io.verdict.events.DuplicatePolicy;

/**
 * How a version is made.
 *
 * @param split which photo goes where
 * @param duplicates what is done about photos that look like one of the test split
 * @param distance largest number of bits in which such photos differ
 */
public record BuildRules(SplitRule split, DuplicatePolicy duplicates, int distance) {

    /** Close enough to be the same picture, scaled or compressed again. */
    public static final int DEFAULT_DISTANCE = 4;

    /** Refuses a policy that is none, and distances that cannot be searched. */
    public BuildRules {
        if (duplicates == DuplicatePolicy.UNKNOWN || distance < 0 || distance > HammingIndex.MOST_BITS) {
            throw new IllegalArgumentException(
                    "duplicates are %s within %d bits; give LEAVE_OUT or REFUSE within 0 to %d"
                            .formatted(duplicates, distance, HammingIndex.MOST_BITS));
        }
    }
}
