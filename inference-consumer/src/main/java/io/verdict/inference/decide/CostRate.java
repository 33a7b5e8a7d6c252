package io.verdict.inference.decide;

import io.verdict.events.Cost;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What computing costs.
 *
 * @param pricePerHour declared price of an hour of what one photo occupies: a core, or a GPU session's part of its GPU
 * @param currency ISO 4217
 */
public record CostRate(BigDecimal pricePerHour, String currency) {
    private static final int SCALE = 9;
    private static final BigDecimal MICROS_PER_HOUR = BigDecimal.valueOf(3_600_000_000L);

    public CostRate {
        if (pricePerHour.signum() < 0 || !currency.matches("[A-Z]{3}")) {
            throw new IllegalArgumentException(
                    "A price is not negative and its currency has three capitals (ISO 4217): " + pricePerHour + " "
                            + currency);
        }
    }

    /** Cost of so much computing. */
    public Cost of(long micros) {
        BigDecimal amount =
                pricePerHour.multiply(BigDecimal.valueOf(micros)).divide(MICROS_PER_HOUR, SCALE, RoundingMode.HALF_UP);
        return new Cost(amount, currency);
    }
}
