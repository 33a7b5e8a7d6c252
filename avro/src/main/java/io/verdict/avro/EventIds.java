package io.verdict.avro;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Identities of events: UUIDs of version 7, which sort by time (RFC 9562, section 5.7). Safe for use by many threads. */
public final class EventIds {

    private static final int COUNTER_BITS = 12;
    /** How far ids may run ahead of the clock before it counts as another clock. */
    private static final long LARGEST_LEAD = 1_000L << COUNTER_BITS;

    private static final SecureRandom RANDOM = new SecureRandom();
    /** Milliseconds and counter of the latest id; static because order holds for the process (RFC 9562, section 6.2). */
    private static final AtomicLong LATEST = new AtomicLong();

    private EventIds() {}

    /**
     * A random id for something that happens now. Ids of one process and clock rise strictly, also within a
     * millisecond and while the clock stands still or steps back by less than a second.
     */
    public static String next(Clock clock) {
        long now = clock.millis() << COUNTER_BITS;
        // The counter begins in its lower half, to leave room to count within the millisecond.
        long candidate = now | RANDOM.nextInt(1 << (COUNTER_BITS - 1));
        long stamp = LATEST.updateAndGet(
                latest -> candidate <= latest && latest - now < LARGEST_LEAD ? latest + 1 : candidate);
        return format(stamp >>> COUNTER_BITS, (int) stamp, RANDOM.nextLong());
    }

    /**
     * The id of what a record led to. The same record and name always give the same id, so a reprocessed input gives
     * events that readers recognise; other names give other ids.
     *
     * @param time when it happened, which the id sorts by
     * @param topic topic of the record
     * @param partition its partition
     * @param offset its offset
     * @param name what tells several outcomes of one record apart, for example {@code accepted}
     */
    public static String derived(Instant time, String topic, int partition, long offset, String name) {
        byte[] topicBytes = topic.getBytes(StandardCharsets.UTF_8);
        byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
        ByteBuffer cause = ByteBuffer.allocate(16 + topicBytes.length + nameBytes.length)
                .putInt(topicBytes.length)
                .put(topicBytes)
                .putInt(partition)
                .putLong(offset)
                .put(nameBytes);
        ByteBuffer digest = ByteBuffer.wrap(sha256(cause.array()));
        return format(time.toEpochMilli(), digest.getInt(), digest.getLong());
    }

    /**
     * The id of what came from outside and is the same event whenever somebody sends the same content.
     *
     * @param time when it happened, which the id sorts by; part of the content
     * @param content what tells events of that time apart
     */
    public static String ofContent(Instant time, String content) {
        ByteBuffer digest = ByteBuffer.wrap(sha256(content.getBytes(StandardCharsets.UTF_8)));
        return format(time.toEpochMilli(), digest.getInt(), digest.getLong());
    }

    private static String format(long millis, int randA, long randB) {
        long high = millis << 16 | 0x7000L | (randA & 0xFFFL);
        long low = 0x8000_0000_0000_0000L | (randB & 0x3FFF_FFFF_FFFF_FFFFL);
        return new UUID(high, low).toString();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256; this one does not", e);
        }
    }
}
