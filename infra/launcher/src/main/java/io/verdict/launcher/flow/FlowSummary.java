package io.verdict.launcher.flow;

import java.time.Instant;
import java.util.Map;

/**
 * Where photos stand on the way from upload to price.
 *
 * @param uploads photos uploaded
 * @param accepted photos that passed curation or were released
 * @param quarantined photos that failed curation
 * @param released photos that a person took out of quarantine
 * @param decisions photos decided on
 * @param failures photos on which no decision could be made
 * @param prices price adjustments
 * @param duplicates decisions or failures beyond the one that each photo is due; 0 is the promise
 * @param missing photos on their way, with neither quarantine, decision nor failure yet
 * @param p50Millis median time from upload to decision
 * @param p95Millis 95th percentile of it
 * @param p99Millis 99th percentile of it
 * @param firstDecisionAt when the first decision was seen; null before
 * @param records records per topic, for topics that had any
 */
public record FlowSummary(
        long uploads,
        long accepted,
        long quarantined,
        long released,
        long decisions,
        long failures,
        long prices,
        long duplicates,
        long missing,
        double p50Millis,
        double p95Millis,
        double p99Millis,
        Instant firstDecisionAt,
        Map<String, Long> records) {

    public FlowSummary {
        records = Map.copyOf(records);
    }

    /** The same, with those of {@code published} photos as missing that have not even been seen on the log. */
    public FlowSummary expecting(long published) {
        return new FlowSummary(
                uploads,
                accepted,
                quarantined,
                released,
                decisions,
                failures,
                prices,
                duplicates,
                missing + Math.max(0, published - uploads),
                p50Millis,
                p95Millis,
                p99Millis,
                firstDecisionAt,
                records);
    }
}
