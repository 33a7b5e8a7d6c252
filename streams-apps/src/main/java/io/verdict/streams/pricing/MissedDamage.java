package io.verdict.streams.pricing;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What is taken off for damage that the model may have missed: a pure function of the table and of how much was
 * looked at.
 *
 * <p>For each class with declared recall r, so miss rate m = 1 − r on one photo: after v full rounds of photos a damage
 * is missed on all with probability q = m<sup>v</sup>. Having found n damages, n·q/(1−q) more are expected to be there
 * unseen (the estimate of a population from a detection probability, Horvitz and Thompson 1952), and of the e that a
 * listing has before anybody looks e·q are left. A photo on which no decision could be made was not looked at at all:
 * its share of a round, e divided by the photos per round, is added whole. All of it times the typical amount.
 *
 * <p>Decimal arithmetic with 16 digits (IEEE 754 decimal64), so a replay gives the same cent everywhere.
 */
final class MissedDamage {

    private static final MathContext DIGITS = MathContext.DECIMAL64;

    private final PriceTable table;

    MissedDamage(PriceTable table) {
        this.table = table;
    }

    /**
     * What was looked at.
     *
     * @param found damages found, by class
     * @param photos distinct photos that were decided on
     * @param undecided photos on which no decision could be made
     */
    record Looked(Map<String, Integer> found, int photos, int undecided) {}

    /** The buffer, above or equal 0, and how it came about. */
    record Buffer(BigDecimal amount, String text) {}

    Buffer buffer(Looked looked) {
        int rounds = Math.max(1, looked.photos() / table.photosPerRound());
        BigDecimal sum = BigDecimal.ZERO;
        List<String> parts = new ArrayList<>();
        for (Map.Entry<String, ClassPrice> entry : table.classes().entrySet()) {
            int found = looked.found().getOrDefault(entry.getKey(), 0);
            BigDecimal expected = expected(entry.getValue(), found, rounds, looked.undecided());
            sum = sum.add(expected.multiply(entry.getValue().typical(), DIGITS), DIGITS);
            parts.add(part(entry.getKey(), entry.getValue(), expected));
        }
        String text = "Expected but unseen: " + String.join(", ", parts) + "; " + looked.photos()
                + " photo(s) decided on, " + looked.undecided() + " without a decision.";
        return new Buffer(sum.setScale(Appraisal.CENTS, RoundingMode.HALF_UP), text);
    }

    private BigDecimal expected(ClassPrice price, int found, int rounds, int undecided) {
        BigDecimal missed = price.missRate().pow(rounds, DIGITS);
        BigDecimal seen = BigDecimal.ONE.subtract(missed);
        BigDecimal besideFound = BigDecimal.valueOf(found).multiply(missed).divide(seen, DIGITS);
        BigDecimal before = price.expectedPerListing().multiply(missed, DIGITS);
        BigDecimal notLookedAt = price.expectedPerListing()
                .multiply(BigDecimal.valueOf(undecided))
                .divide(BigDecimal.valueOf(table.photosPerRound()), DIGITS);
        return besideFound.add(before).add(notLookedAt);
    }

    private String part(String label, ClassPrice price, BigDecimal expected) {
        return expected.setScale(3, RoundingMode.HALF_UP).toPlainString() + " " + label + " (recall "
                + Appraisal.cents(price.recall()) + ") at " + Appraisal.cents(price.typical()) + " " + table.currency();
    }
}
