package io.verdict.connectors.spill;

import java.io.IOException;

/** Values in order, one at a time. For one thread; whoever asked for it closes it. */
public interface Sorted<T> extends AutoCloseable {

    /** Whether there is another one. */
    boolean hasNext();

    /**
     * The next value.
     *
     * @throws java.util.NoSuchElementException if there is none
     */
    T next() throws IOException;

    @Override
    void close() throws IOException;
}
