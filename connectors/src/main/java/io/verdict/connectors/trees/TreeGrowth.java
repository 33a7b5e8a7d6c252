package io.verdict.connectors.trees;

import java.util.List;

/** Grows the trees of one kind of ensemble, round by round; what a round grows depends on nothing but those before it. */
interface TreeGrowth extends AutoCloseable {

    /** Trees that one round grows. */
    int treesPerRound();

    /** Rounds between two looks at the progress. */
    int stride();

    /** Grows the trees of some rounds. */
    List<FlatTree> grow(int from, int to, List<FlatTree> before);

    /** The ensemble of the trees so far. */
    TreeEnsemble ensemble(List<FlatTree> trees);

    @Override
    void close();
}
