package io.verdict.connectors.sagemaker;

import io.verdict.avro.RetryPolicy;
import io.verdict.connectors.runs.Sleeper;
import java.time.Clock;
import java.util.random.RandomGenerator;

/**
 * How time passes between calls.
 *
 * @param retries of calls that were refused for now; full jitter
 */
public record Pace(Clock clock, Sleeper sleeper, RandomGenerator random, RetryPolicy retries) {}
