package io.verdict.avro;

import io.verdict.events.FeatureValues;
import java.time.Instant;
import java.util.Comparator;

/**
 * Which of several feature values of one group and entity holds: that of the latest event time; of equal ones the one
 * that was known last, a correction; of equal ones still that with the highest event id. The order in which they are read
 * plays no part, so a view and a join over the same log agree. Immutable.
 *
 * @param eventTime from when on the values held
 * @param knownTime when they became known
 * @param eventId identity of the event that says so
 */
public record FeatureRank(Instant eventTime, Instant knownTime, String eventId) implements Comparable<FeatureRank> {

    private static final Comparator<FeatureRank> ORDER = Comparator.comparing(FeatureRank::eventTime)
            .thenComparing(FeatureRank::knownTime)
            .thenComparing(FeatureRank::eventId);

    /** Rank of a fact. */
    public static FeatureRank of(FeatureValues fact) {
        return new FeatureRank(
                fact.getEventTime(), fact.getMeta().getTime(), fact.getMeta().getEventId());
    }

    @Override
    public int compareTo(FeatureRank other) {
        return ORDER.compare(this, other);
    }
}
