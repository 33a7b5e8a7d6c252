package io.verdict.connectors.classifier;

import io.verdict.connectors.tabular.GoldTable;
import java.nio.file.Path;
import java.util.Map;

/** A way to learn a classifier from a gold table. Thread-safe. */
public interface Learner {

    /** What specifications call it; also the kind of graph that it writes. */
    String name();

    /** Changes whenever the same settings and rows would come to other bytes. */
    String version();

    /** Libraries that have a part in the result. */
    Map<String, String> environment();

    /**
     * Settings by name, completed with every default.
     *
     * @throws io.verdict.connectors.runs.ParameterException naming everything that is wrong with them
     */
    Map<String, String> settings(Map<String, String> given);

    /**
     * Where a training keeps its checkpoint in its folder.
     */
    Path checkpoint(Path folder);

    /**
     * Trains to the end, from the checkpoint where there is one; settings, seed and table decide the bytes.
     *
     * @param folder keeps the checkpoint
     * @throws io.verdict.connectors.training.TrainingException if the table cannot be learnt from
     */
    TrainedClassifier train(Setup setup, GoldTable gold, Path folder, ClassifierProgress progress);

    /**
     * How it is to learn.
     *
     * @param settings completed
     * @param threads 1 or more; they change nothing but the time
     */
    record Setup(Map<String, String> settings, long seed, int threads) {}
}
