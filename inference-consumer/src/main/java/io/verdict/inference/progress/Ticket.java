package io.verdict.inference.progress;

/**
 * One record under way. Completed at most once, by any thread; the rest is the loop's.
 *
 * @param <R> what comes of a record
 */
public final class Ticket<R> {
    private final long offset;
    private final Runnable onCompletion;
    private volatile R result;
    private volatile boolean cancelled;

    Ticket(long offset, Runnable onCompletion) {
        this.offset = offset;
        this.onCompletion = onCompletion;
    }

    /** The record's outcome. Ignored where the record is no longer this instance's to answer. */
    public void complete(R outcome) {
        if (result != null) {
            throw new IllegalStateException("The record at offset " + offset + " has two outcomes");
        }
        result = outcome;
        onCompletion.run();
    }

    /** Whether nobody waits for the outcome any more, so that work on it may stop. */
    public boolean isCancelled() {
        return cancelled;
    }

    long offset() {
        return offset;
    }

    R result() {
        return result;
    }

    void cancel() {
        cancelled = true;
    }
}
