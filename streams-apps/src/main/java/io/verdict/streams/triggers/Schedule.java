package io.verdict.streams.triggers;

import java.time.Duration;
import java.time.Instant;

/** Moments that are a reason to train. Immutable. */
public sealed interface Schedule permits Schedule.Every, Cron {

    /** The latest moment that is not after the given time. */
    Instant latest(Instant now);

    /**
     * Moments at even distances.
     *
     * @param every the distance, a minute or more
     * @param from one of the moments; there are others before it
     */
    record Every(Duration every, Instant from) implements Schedule {

        public Every {
            if (every.compareTo(Duration.ofMinutes(1)) < 0) {
                throw new IllegalArgumentException("a schedule's period is a minute (PT1M) or more, not " + every);
            }
        }

        @Override
        public Instant latest(Instant now) {
            long period = every.toMillis();
            return from.plusMillis(Math.floorDiv(now.toEpochMilli() - from.toEpochMilli(), period) * period);
        }
    }
}
