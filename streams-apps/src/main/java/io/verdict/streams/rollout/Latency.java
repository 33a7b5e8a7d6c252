package io.verdict.streams.rollout;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** The times of decisions in a window, as the state keeps them: within 1 % (HdrHistogram, two digits). Pure. */
final class Latency {

    private static final int DIGITS = 2;
    private static final long LONGEST_MICROS = TimeUnit.HOURS.toMicros(1);
    private static final double MICROS_PER_MILLI = 1_000;

    private Latency() {}

    /** No times. */
    static ByteBuffer none() {
        return ByteBuffer.allocate(0);
    }

    /** The times and one more; what is longer than an hour counts as one. */
    static ByteBuffer plus(ByteBuffer times, long micros) {
        Histogram histogram = read(times);
        histogram.recordValue(Math.max(0, Math.min(micros, LONGEST_MICROS)));
        ByteBuffer encoded = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        histogram.encodeIntoByteBuffer(encoded);
        return encoded.flip();
    }

    /** The percentile, in milliseconds; null where there are no times. */
    static Double percentileMillis(ByteBuffer times, double percentile) {
        Histogram histogram = read(times);
        return histogram.getTotalCount() == 0
                ? null
                : (Double) (histogram.getValueAtPercentile(percentile) / MICROS_PER_MILLI);
    }

    private static Histogram read(ByteBuffer times) {
        return times.hasRemaining()
                ? Histogram.decodeFromByteBuffer(times.duplicate(), LONGEST_MICROS)
                : new Histogram(LONGEST_MICROS, DIGITS);
    }
}
