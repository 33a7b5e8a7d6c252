package io.verdict.connectors.runs;

import io.verdict.events.RunStop;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** By which a run is ended from outside; the first who asks counts. Thread-safe. */
public final class StopSwitch {

    /**
     * Who or what ends it.
     *
     * @param reason for people
     */
    public record Stop(RunStop by, String reason) {}

    private final AtomicReference<Stop> asked = new AtomicReference<>();

    /** Asks the run to end at its next sign of life. */
    public void stop(RunStop by, String reason) {
        asked.compareAndSet(null, new Stop(by, reason));
    }

    /** Whether somebody has asked. */
    public Optional<Stop> asked() {
        return Optional.ofNullable(asked.get());
    }
}
