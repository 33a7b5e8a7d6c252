package io.verdict.connectors.datasets;

import io.verdict.events.LogBound;
import java.io.IOException;
import java.util.List;

/** The facts about labels up to fixed positions of a log. */
public interface LabelFacts {

    /** Takes one fact after the other. */
    @FunctionalInterface
    interface Each {
        /** The next fact. */
        void accept(LabelFact fact) throws IOException;
    }

    /** Where it ends in each partition. */
    List<LogBound> positions();

    /** Hands over every fact once, photos in any order. */
    void forEach(Each each) throws IOException;
}
