package io.verdict.connectors.ingest;

import java.time.Duration;

/**
 * How hard a producer works and how long it tries.
 *
 * @param threads uploads that are read and stored at a time
 * @param inFlight uploads accepted but not yet acknowledged; one more blocks the caller
 * @param patience how long the broker may take to acknowledge an upload, retries included
 */
public record ProducerOptions(int threads, int inFlight, Duration patience) {

    /** Refuses what cannot work. */
    public ProducerOptions {
        if (threads < 1 || inFlight < threads) {
            throw new IllegalArgumentException(
                    "%d threads and %d uploads in flight: use at least one thread, and no fewer uploads than threads"
                            .formatted(threads, inFlight));
        }
        if (patience.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("A broker needs at least a second, not " + patience);
        }
    }

    /** Four threads, 64 uploads in flight, half a minute of patience. */
    public static ProducerOptions defaults() {
        return new ProducerOptions(4, 64, Duration.ofSeconds(30));
    }

    /** The same with other patience. */
    public ProducerOptions withPatience(Duration limit) {
        return new ProducerOptions(threads, inFlight, limit);
    }
}
