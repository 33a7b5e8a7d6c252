package io.verdict.streams.triggers;

import java.time.Duration;
import java.time.Instant;

/** Moments that are a reason to train. Immutable. */
public sealed interface Schedule permits Schedule.Every, Cron {

    /** Ten years: the longest that anything waits for. */
    Duration LONGEST = Duration.ofDays(3_653);

    /** The latest moment that is not after the given time. */
    Instant latest(Instant now);

    /**
     * Moments at even distances.
     *
     * @param every the distance, a minute to ten years
     * @param from one of the moments, in 1900 to 2199; there are others before it
     */
    record Every(Duration every, Instant from) implements Schedule {

        // So every moment can be reckoned in milliseconds, and the latest before a clock of today is after 1970, as the
        // time stamps of records are.
        private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
        private static final Instant END = Instant.parse("2200-01-01T00:00:00Z");

        public Every {
            if (every.compareTo(Duration.ofMinutes(1)) < 0) {
                throw new IllegalArgumentException("a schedule's period is a minute (PT1M) or more, not " + every);
            }
            if (every.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("a schedule's period is ten years (P3653D) or less, not " + every);
            }
            if (from.isBefore(EARLIEST) || !from.isBefore(END)) {
                throw new IllegalArgumentException("a schedule's from is in the years 1900 to 2199, not " + from);
            }
        }

        @Override
        public Instant latest(Instant now) {
            long period = every.toMillis();
            return from.plusMillis(Math.floorDiv(now.toEpochMilli() - from.toEpochMilli(), period) * period);
        }
    }
}
