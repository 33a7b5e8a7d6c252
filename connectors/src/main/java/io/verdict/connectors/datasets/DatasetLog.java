package io.verdict.connectors.datasets;

import io.verdict.events.DatasetEvent;
import java.io.IOException;
import java.util.List;

/** The log of datasets. */
public interface DatasetLog extends AutoCloseable {

    /**
     * Every fact that is on the log now, in its order.
     *
     * @throws IOException if the log does not answer
     */
    List<DatasetEvent> facts() throws IOException;

    /**
     * Appends a fact; every in-sync replica has it when this returns.
     *
     * @throws IOException if it does not answer
     */
    void append(DatasetEvent fact) throws IOException;

    @Override
    void close();
}
