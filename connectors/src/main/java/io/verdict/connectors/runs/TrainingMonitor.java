package io.verdict.connectors.runs;

import io.verdict.events.MetricValue;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Whom a trainer reports to. Every call is a sign of life, and may throw what ends the training: trainers let it through
 * as it is. For the thread that the trainer was called on.
 */
public interface TrainingMonitor {

    /** Says that work goes on. */
    void alive();

    /** Says how far work has come, for people; a sign of life, too. */
    void progress(String what, long done, long total);

    /**
     * A part of the training is over: it goes on the log as a step of its own, named {@code train/NAME}. Said again, it is
     * still there once.
     *
     * @param name unique in the run, for example {@code 2.1 Downloading}
     */
    default void passed(String name) {
        alive();
    }

    /**
     * What the run is billed for so far by whoever lends the machines; its cost is then the declared price of these and
     * not of the time worked on it. The last word counts.
     *
     * @param seconds of one machine, 0 or more; two machines for a minute are 120
     */
    default void billed(double seconds) {}

    /**
     * An epoch is over: its figures, and where the trainer can go on from. Both are on the log when this returns.
     *
     * @param epoch from 1, rising
     * @param metrics finite numbers
     * @param checkpoint a file with everything that the trainer needs to go on; empty where it keeps none now
     */
    void epoch(int epoch, List<MetricValue> metrics, Optional<Path> checkpoint);
}
