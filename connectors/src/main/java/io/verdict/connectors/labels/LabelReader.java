package io.verdict.connectors.labels;

import io.verdict.connectors.spill.Scratch;
import java.io.IOException;
import java.util.List;

/** Reads one format. What is wrong with the file goes to the problems and reading goes on, where it can. */
interface LabelReader {

    /**
     * Reads the whole file.
     *
     * @throws IOException if it cannot be read, or there is no room for what is sorted on disk
     */
    void read(RawSink sink, Problems problems, Scratch scratch) throws IOException;

    /** The classes that the file defines, in its order; known after reading. */
    List<String> classes();
}
