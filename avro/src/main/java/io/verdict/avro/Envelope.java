package io.verdict.avro;

import io.verdict.events.LogPosition;
import io.verdict.events.Meta;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The envelopes that events begin with. Times are cut to microseconds, which is what the log keeps. */
public final class Envelope {

    private Envelope() {}

    /** Envelope of something that came from outside and begins a correlation of its own. */
    public static Meta fresh(Clock clock, String actor) {
        String id = EventIds.next(clock);
        return meta(id, clock.instant(), actor, id, null);
    }

    /** Envelope of something that came from outside, within a correlation that is under way. */
    public static Meta fresh(Clock clock, String actor, String correlationId) {
        return meta(EventIds.next(clock), clock.instant(), actor, correlationId, null);
    }

    /**
     * Envelope of what a record led to: its id follows from the record, its correlation id is the record's.
     *
     * @param causeMeta the record's envelope
     * @param cause where the record lies
     * @param time when the outcome happened: in a topology the record's own time
     * @param actor the app that decided
     * @param name what tells several outcomes of one record apart
     */
    public static Meta causedBy(Meta causeMeta, LogPosition cause, Instant time, String actor, String name) {
        String id = EventIds.derived(time, cause.getTopic(), cause.getPartition(), cause.getOffset(), name);
        return meta(id, time, actor, causeMeta.getCorrelationId(), cause);
    }

    /** Position of a record, with its event id. */
    public static LogPosition position(String topic, int partition, long offset, Meta meta) {
        return new LogPosition(topic, partition, offset, meta.getEventId());
    }

    private static Meta meta(String id, Instant time, String actor, String correlationId, LogPosition cause) {
        return new Meta(id, time.truncatedTo(ChronoUnit.MICROS), actor, correlationId, cause);
    }
}
