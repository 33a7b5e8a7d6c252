package io.verdict.streams.app;

import io.verdict.avro.RegistryUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.common.errors.RetriableException;

/**
 * Says whether a processing thread that died is replaced. What lies outside (registry, broker) may come back, so there
 * the app waits and tries again without end; a fault of its own is tried a few times and then stops the app, because
 * it would come back with the same record. Safe for use by several threads.
 */
final class RestartPolicy {

    private static final int MOST_FAULTS = 3;
    private static final Duration PERIOD = Duration.ofMinutes(5);
    private static final Duration FIRST_WAIT = Duration.ofMillis(500);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);
    private static final int MOST_DOUBLINGS = 5;

    private final Clock clock;
    private final Deque<Instant> faults = new ArrayDeque<>();
    private int outages;

    RestartPolicy(Clock clock) {
        this.clock = clock;
    }

    /** What to do about a dead thread. */
    sealed interface Verdict {
        /** Replace it after a wait. */
        record Replace(Duration after) implements Verdict {}

        /** Stop the app. */
        record Stop() implements Verdict {}
    }

    synchronized Verdict onDeath(Throwable cause) {
        if (isOutage(cause)) {
            Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(outages, MOST_DOUBLINGS));
            outages++;
            return new Verdict.Replace(wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT);
        }
        Instant now = clock.instant();
        faults.removeIf(fault -> fault.isBefore(now.minus(PERIOD)));
        faults.add(now);
        return faults.size() > MOST_FAULTS ? new Verdict.Stop() : new Verdict.Replace(FIRST_WAIT);
    }

    /** The app works again. */
    synchronized void onRunning() {
        outages = 0;
    }

    private static boolean isOutage(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RetriableException || cause instanceof RegistryUnavailableException) {
                return true;
            }
        }
        return false;
    }
}
