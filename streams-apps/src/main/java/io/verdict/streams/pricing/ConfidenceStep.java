package io.verdict.streams.pricing;

import java.math.BigDecimal;

/**
 * How much of the amount a detection is charged with that the model is so sure of.
 *
 * @param from lowest score of the step, 0 to 1
 * @param factor share of the amount, 0 or more
 */
public record ConfidenceStep(double from, BigDecimal factor) {}
