package io.verdict.launcher.registry.card;

import java.math.BigDecimal;
import java.math.MathContext;

/** A measured value in digits that people read. */
final class Figure {

    private static final int SIGNIFICANT = 4;
    private static final int LONGEST = 18;

    private Figure() {}

    /** Four significant digits, and all of those before the point. */
    static String rounded(double value) {
        if (!Double.isFinite(value)) {
            return String.valueOf(value);
        }
        BigDecimal exact = BigDecimal.valueOf(value);
        int beforeThePoint = exact.precision() - exact.scale();
        return text(exact.round(new MathContext(Math.max(SIGNIFICANT, beforeThePoint))));
    }

    /** Every digit, for what was held against a threshold: rounded, a miss may look like a hit. */
    static String exact(double value) {
        return Double.isFinite(value) ? text(BigDecimal.valueOf(value)) : String.valueOf(value);
    }

    private static String text(BigDecimal value) {
        BigDecimal shortest = value.stripTrailingZeros();
        String plain = shortest.toPlainString();
        return plain.length() <= LONGEST || Math.abs(shortest.scale()) <= LONGEST ? plain : shortest.toString();
    }
}
