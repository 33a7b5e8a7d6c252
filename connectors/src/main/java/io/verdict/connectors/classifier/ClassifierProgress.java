package io.verdict.connectors.classifier;

import java.util.Optional;
import java.util.function.Supplier;

/** Told how far a training is. */
@FunctionalInterface
public interface ClassifierProgress {

    /** Goes on to the end without a word. */
    ClassifierProgress SILENT = (done, total, validation) -> true;

    /**
     * Told after each round of trees.
     *
     * @param done trees, or rounds of boosting, so far
     * @param total how many there will be
     * @param validation scores on the validation rows, computed when asked for; none without rows
     * @return whether to go on; if not, the training ends with what it has
     */
    boolean reached(int done, int total, Supplier<Optional<ClassScores>> validation);
}
