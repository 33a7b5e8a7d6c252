package io.verdict.connectors.runs;

import java.time.Duration;

/** Waits between attempts; tests wait in their own way. */
@FunctionalInterface
public interface Sleeper {

    void sleep(Duration time) throws InterruptedException;
}
