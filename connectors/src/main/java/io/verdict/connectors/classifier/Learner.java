package io.verdict.connectors.classifier;

import io.verdict.connectors.tabular.GoldTable;
import java.nio.file.Path;
import java.util.Map;

/**
 * A way to learn a classifier from a gold table. Thread-safe.
 *
 * @param name what specifications call it; also the kind of graph that it writes
 * @param version changes whenever the same settings and rows would come to other bytes
 * @param environment libraries that have a part in the result
 * @param checkpointName file that a training keeps its checkpoint in
 */
public record Learner(
        String name,
        String version,
        Map<String, String> environment,
        String checkpointName,
        Settings settings,
        Training training) {

    public Learner {
        environment = Map.copyOf(environment);
    }

    /** What may be chosen. */
    @FunctionalInterface
    public interface Settings {

        /**
         * Settings by name, completed with every default.
         *
         * @throws io.verdict.connectors.runs.ParameterException naming everything that is wrong with them
         */
        Map<String, String> complete(Map<String, String> given);
    }

    /** What learns. */
    @FunctionalInterface
    public interface Training {

        /**
         * Trains to the end, from the checkpoint where there is one; settings, seed and table decide the bytes.
         *
         * @param folder keeps the checkpoint
         * @throws io.verdict.connectors.training.TrainingException if the table cannot be learnt from
         */
        TrainedClassifier train(Setup setup, GoldTable gold, Path folder, ClassifierProgress progress);
    }

    /**
     * How it is to learn.
     *
     * @param settings completed
     * @param threads 1 or more; they change nothing but the time
     */
    public record Setup(Map<String, String> settings, long seed, int threads) {}

    /** Where a training keeps its checkpoint in its folder. */
    public Path checkpoint(Path folder) {
        return folder.resolve(checkpointName);
    }
}
