package io.verdict.connectors.spill;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * How a value lies in a run on disk. Runs live as long as the process that wrote them, so that the form may change from
 * one release to the next.
 */
public interface Codec<T> {

    /** Writes a value such that {@link #read} knows where it ends. */
    void write(T value, DataOutputStream out) throws IOException;

    /** The next value. */
    T read(DataInputStream in) throws IOException;

    /** About how many bytes the value takes in memory; what decides when a run goes to disk. */
    int weight(T value);
}
