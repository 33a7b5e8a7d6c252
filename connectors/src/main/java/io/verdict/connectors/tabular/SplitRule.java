package io.verdict.connectors.tabular;

import io.verdict.connectors.split.GroupPosition;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;

/**
 * Says which part of a table a group of rows belongs to: by its {@link GroupPosition}, so neither the order of rows nor
 * other rows matter and a group is never on two sides.
 *
 * @param seed another seed gives another split
 * @param validation share of groups, 0 to 1 in steps of 0.0001
 * @param test share of groups, 0 to 1 in steps of 0.0001
 */
public record SplitRule(long seed, BigDecimal validation, BigDecimal test) {

    private static final int STEPS = GroupPosition.WHOLE;

    public SplitRule {
        if (steps(validation) + steps(test) >= STEPS) {
            throw new IllegalArgumentException(
                    "validation and test must leave rows to train with: %s + %s".formatted(validation, test));
        }
    }

    /** The part that a group belongs to. */
    public Split of(String group) {
        int step = GroupPosition.of(Long.toString(seed), group);
        if (step < steps(test)) {
            return Split.TEST;
        }
        return step < steps(test) + steps(validation) ? Split.VALIDATION : Split.TRAIN;
    }

    /** Shares of the groups by part, in hundredths of a percent; 10,000 in all. */
    public Map<Split, Integer> hundredths() {
        Map<Split, Integer> shares = new EnumMap<>(Split.class);
        shares.put(Split.TRAIN, STEPS - steps(validation) - steps(test));
        shares.put(Split.VALIDATION, steps(validation));
        shares.put(Split.TEST, steps(test));
        return shares;
    }

    private static int steps(BigDecimal share) {
        try {
            int steps = share.multiply(BigDecimal.valueOf(STEPS)).intValueExact();
            if (steps >= 0) {
                return steps;
            }
        } catch (ArithmeticException e) {
            // Told below, with those below zero.
        }
        throw new IllegalArgumentException("a share is 0 to 1 in steps of 0.0001, not " + share);
    }
}
