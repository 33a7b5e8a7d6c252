package io.verdict.connectors.runs;

import java.util.List;

/**
 * The facts of one run, with this process as their one writer: from opening on, whoever wrote before can write no more.
 * Safe for use by several threads.
 */
public interface RunLog extends AutoCloseable {

    /** The run as it stands; a live view, to be read by one thread at a time. */
    RunHistory history();

    /**
     * Appends facts that become visible together or not at all.
     *
     * @throws RunRefusedException if they cannot follow; none was written
     * @throws RunLogException if the log does not take them, or another process has taken the run over
     */
    void append(List<?> facts);

    @Override
    void close();
}
