package io.verdict.connectors.runs;

import io.verdict.events.MetricValue;
import java.util.List;

/** Follows a run for people; calls come one at a time and do not slow it down. */
public interface RunListener {

    /** A listener that does nothing. */
    RunListener NONE = new RunListener() {};

    /** A step begins, or is tried again. */
    default void step(String step, int attempt) {}

    /** A step is tried again after a wait. */
    default void retry(String step, String reason, long waitMillis) {}

    /** So much of something is done. */
    default void progress(String what, long done, long total) {}

    /** An epoch is on the log. */
    default void epoch(int epoch, List<MetricValue> metrics) {}
}
