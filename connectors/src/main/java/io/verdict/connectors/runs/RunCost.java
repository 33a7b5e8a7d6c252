package io.verdict.connectors.runs;

import io.verdict.events.DeclaredPrice;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** What a run costs: the declared price of an hour × the time worked on it, to a millionth of the currency. */
public final class RunCost {

    private static final BigDecimal SECONDS = BigDecimal.valueOf(3600);
    private static final int DIGITS = 6;

    private RunCost() {}

    /** The cost of some seconds, rounded half up. */
    public static BigDecimal of(DeclaredPrice price, double seconds) {
        return price.getPerHour().multiply(BigDecimal.valueOf(seconds)).divide(SECONDS, DIGITS, RoundingMode.HALF_UP);
    }
}
