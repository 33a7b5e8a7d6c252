package io.verdict.inference.status;

/** Distribution of a stage's times since the start, in microseconds; zeros where nothing was measured. */
public record Latency(long count, long p50, long p95, long p99, long max) {}
