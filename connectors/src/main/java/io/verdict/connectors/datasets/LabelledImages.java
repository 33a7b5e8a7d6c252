package io.verdict.connectors.datasets;

import io.verdict.events.LogBound;
import java.io.IOException;
import java.util.List;

/** The photos that a version is made of; asked again with the same query and positions, it gives the same ones. */
public interface LabelledImages {

    /** Takes one photo after the other. */
    @FunctionalInterface
    interface Each {
        /** The next photo. */
        void accept(LabelledPhoto photo) throws IOException;
    }

    /** What was asked for, in words. */
    String query();

    /** The log positions that it reflects; empty where it comes from a file. */
    List<LogBound> positions();

    /** Hands over every photo once, in any order. */
    void forEach(Each each) throws IOException;
}
