package io.verdict.inference.status;

import io.verdict.events.FailureReason;
import java.util.Map;

/**
 * What has been committed, and how often, since the start.
 *
 * @param decisions decisions of champions and canaries
 * @param shadowDecisions decisions of shadows
 * @param failures failures by reason
 * @param deadLetters records that could not be read
 * @param transactions committed transactions
 * @param aborts transactions that were given up and whose photos were processed again
 * @param storeRetries attempts on a store that did not answer
 * @param predictions answers about rows and texts
 * @param shadowPredictions what shadows said about rows and texts
 * @param predictionFailures requests that a version, a shadow among them, could not answer
 */
public record Counts(
        long decisions,
        long shadowDecisions,
        long features,
        Map<FailureReason, Long> failures,
        long deadLetters,
        long transactions,
        long aborts,
        long storeRetries,
        long predictions,
        long shadowPredictions,
        long predictionFailures) {}
