package io.verdict.streams.app;

import io.verdict.events.Meta;
import java.time.Duration;
import java.time.Instant;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * The time at which an event happened, from its envelope, in milliseconds.
 *
 * <p>A clock that runs ahead must not move the app's time there, because what is remembered for a time would be
 * forgotten at once. So an event is never later than its record's time stamp plus an hour; brokers refuse time stamps
 * further than an hour ahead of their own clock (KIP-937).
 */
public final class EventTime implements TimestampExtractor {

    private static final long LEAD_MS = Duration.ofHours(1).toMillis();
    private static final int META = 0;

    private final long leadMs;

    /** Takes an hour's lead. */
    public EventTime() {
        this(LEAD_MS);
    }

    private EventTime(long leadMs) {
        this.leadMs = leadMs;
    }

    /** Takes no lead: for where a moment is waited for, which then comes when it is there. */
    public static EventTime withoutLead() {
        return new EventTime(0);
    }

    /**
     * What an event's time is taken for, in milliseconds.
     *
     * @param timestamp its record's time stamp, in milliseconds
     */
    public static long of(Meta meta, long timestamp) {
        return of(meta, timestamp, LEAD_MS);
    }

    private static long of(Meta meta, long timestamp, long leadMs) {
        long latest = Math.max(0, timestamp) + leadMs;
        return Math.max(0, Math.min(meta.getTime().toEpochMilli(), latest));
    }

    /**
     * The event's own time to the microsecond, where that is what it was taken for; otherwise what it was taken for.
     *
     * @param timestamp of its record as this extracts it, in milliseconds
     */
    public static Instant exact(Instant said, long timestamp) {
        return said.toEpochMilli() == timestamp ? said : Instant.ofEpochMilli(timestamp);
    }

    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        if (record.value() instanceof IndexedRecord event && event.get(META) instanceof Meta meta) {
            return of(meta, record.timestamp(), leadMs);
        }
        return Math.max(0, record.timestamp());
    }
}
