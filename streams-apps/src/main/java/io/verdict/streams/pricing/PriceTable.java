package io.verdict.streams.pricing;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What damages take off the price: class × severity × position × confidence, with its caps; immutable.
 *
 * <p>Every price names the table's version, so a changed table gets a new one. Its text form is read by
 * {@link PriceTableFile}.
 *
 * @param version name of this table
 * @param models whose decisions are priced; empty for those of every model
 * @param currency ISO 4217
 * @param sameDamageIou two detections of a class that overlap at least this much (intersection over union in
 *     coordinates relative to their photos) are the same damage; above 0 to 1
 * @param listingCap most that a listing's price is lowered by, buffer included; above 0
 * @param photosPerRound photos that show the whole car once; so many more are a second look at everything
 * @param positions how the place counts
 * @param confidence how the score counts
 * @param classes amounts by class
 */
public record PriceTable(
        String version,
        Set<String> models,
        String currency,
        double sameDamageIou,
        BigDecimal listingCap,
        int photosPerRound,
        PositionFactors positions,
        List<ConfidenceStep> confidence,
        Map<String, ClassPrice> classes) {

    public PriceTable {
        if (!(sameDamageIou > 0 && sameDamageIou <= 1)) {
            throw new IllegalArgumentException(
                    "sameDamageIou is " + sameDamageIou + "; it must be above 0 and at most 1");
        }
        if (listingCap.signum() <= 0) {
            throw new IllegalArgumentException("listingCap is " + listingCap + "; it must be above 0");
        }
        if (photosPerRound < 1) {
            throw new IllegalArgumentException("photosPerRound is " + photosPerRound + "; it must be at least 1");
        }
        models = Set.copyOf(models);
        confidence = confidence.stream()
                .sorted(Comparator.comparingDouble(ConfidenceStep::from).reversed())
                .toList();
        // Sorted, so that the items and sums of a price come in one order everywhere.
        classes = Collections.unmodifiableMap(new TreeMap<>(classes));
    }

    /** The table that the platform ships. */
    public static PriceTable shipped() {
        return PriceTableFile.shipped();
    }

    /** Whether a model's decisions are about what this table has prices of. */
    boolean covers(String model) {
        return models.isEmpty() || models.contains(model);
    }

    Optional<ClassPrice> price(String label) {
        return Optional.ofNullable(classes.get(label));
    }

    /** Factor for a score; 0 below the lowest step. */
    BigDecimal confidenceFactor(float score) {
        return confidence.stream()
                .filter(step -> score >= step.from())
                .map(ConfidenceStep::factor)
                .findFirst()
                .orElse(BigDecimal.ZERO);
    }
}
