package io.verdict.connectors.trees;

import io.verdict.connectors.classifier.ClassifierProgress;
import io.verdict.connectors.classifier.Learner;
import io.verdict.connectors.classifier.TrainedClassifier;
import io.verdict.connectors.tabular.GoldTable;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.tribuo.Tribuo;

/** Learns from rows: a random forest or gradient boosting, by the settings of {@link TreeSettings}. */
public final class TabularLearner implements Learner {

    /** What specifications call it. */
    public static final String NAME = "tabular";

    private static final String VERSION = "1";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String version() {
        return VERSION;
    }

    @Override
    public Map<String, String> environment() {
        return Map.of("tribuo", Tribuo.VERSION);
    }

    @Override
    public Map<String, String> settings(Map<String, String> given) {
        return TreeSettings.of(given, 0).describe();
    }

    @Override
    public Path checkpoint(Path folder) {
        return TabularTrainer.checkpoint(folder);
    }

    @Override
    public TrainedClassifier train(Setup setup, GoldTable gold, Path folder, ClassifierProgress progress) {
        return new TabularTrainer(TreeSettings.of(setup.settings(), setup.seed()), gold, setup.threads(), progress)
                .train(Optional.of(folder));
    }
}
