package io.verdict.launcher.bench;

import org.HdrHistogram.Histogram;

/**
 * A distribution of times.
 *
 * @param count how many times
 * @param p50 median, in milliseconds
 * @param p95 in milliseconds
 * @param p99 in milliseconds
 * @param max in milliseconds
 */
public record Percentiles(long count, double p50, double p95, double p99, double max) {

    static Percentiles ofMicros(Histogram micros) {
        return new Percentiles(
                micros.getTotalCount(),
                micros.getValueAtPercentile(50) / 1000.0,
                micros.getValueAtPercentile(95) / 1000.0,
                micros.getValueAtPercentile(99) / 1000.0,
                micros.getMaxValue() / 1000.0);
    }
}
