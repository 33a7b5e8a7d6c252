package io.verdict.connectors.features;

import java.util.SortedMap;
import java.util.function.Consumer;

/** The facts of some feature groups up to fixed positions of the log; each read hands over the same ones. */
public interface FeatureHistory {

    /** Topic to partition to the offset before which facts count. */
    SortedMap<String, SortedMap<Integer, Long>> positions();

    /**
     * Hands over every fact, those of one entity in the order of the log.
     *
     * @return how many records could not be used: of another format, or about another entity than their key says
     */
    long read(Consumer<FeatureFact> each);
}
