package io.verdict.streams.pricing;

import io.verdict.events.Severity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * What a class of damage takes off the price; amounts are above 0 and in the table's currency.
 *
 * @param moderateFrom relative area (0 to 1) from which a damage is moderate
 * @param severeFrom relative area from which it is severe
 * @param minor amount for a minor damage
 * @param moderate amount for a moderate one
 * @param severe amount for a severe one
 * @param recall share of the real damages of this class that the model finds on one photo, above 0 to 1
 * @param expectedPerListing damages of this class that a listing is expected to have before anybody looks, 0 or more
 * @param typical amount that a missed damage of this class is expected to cost
 */
public record ClassPrice(
        double moderateFrom,
        double severeFrom,
        BigDecimal minor,
        BigDecimal moderate,
        BigDecimal severe,
        BigDecimal recall,
        BigDecimal expectedPerListing,
        BigDecimal typical) {

    public ClassPrice {
        List<String> problems = new ArrayList<>();
        if (!(moderateFrom > 0 && moderateFrom < severeFrom && severeFrom <= 1)) {
            problems.add(
                    "areas must rise: 0 < moderateFrom (" + moderateFrom + ") < severeFrom (" + severeFrom + ") <= 1");
        }
        if (minor.signum() < 0 || minor.compareTo(moderate) > 0 || moderate.compareTo(severe) > 0) {
            problems.add("amounts must rise: 0 <= minor (" + minor + ") <= moderate (" + moderate + ") <= severe ("
                    + severe + ")");
        }
        if (recall.signum() <= 0 || recall.compareTo(BigDecimal.ONE) > 0) {
            problems.add("recall is " + recall + "; it must be above 0 and at most 1");
        }
        if (expectedPerListing.signum() < 0 || typical.signum() < 0) {
            problems.add("expectedPerListing (" + expectedPerListing + ") and typical (" + typical
                    + ") must not be negative");
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
    }

    Severity severity(double relativeArea) {
        if (relativeArea >= severeFrom) {
            return Severity.SEVERE;
        }
        return relativeArea >= moderateFrom ? Severity.MODERATE : Severity.MINOR;
    }

    BigDecimal amount(Severity severity) {
        return switch (severity) {
            case MINOR -> minor;
            case MODERATE -> moderate;
            case SEVERE -> severe;
            case UNKNOWN -> BigDecimal.ZERO;
        };
    }

    /** Share of the real damages that the model does not find on one photo. */
    BigDecimal missRate() {
        return BigDecimal.ONE.subtract(recall);
    }
}
