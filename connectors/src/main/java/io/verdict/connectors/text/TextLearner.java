package io.verdict.connectors.text;

import io.verdict.connectors.classifier.ClassifierProgress;
import io.verdict.connectors.classifier.Learner;
import io.verdict.connectors.classifier.TrainedClassifier;
import io.verdict.connectors.tabular.GoldTable;
import io.verdict.topics.contract.Tokeniser;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Learns from texts: logistic regression on tokens, by the settings of {@link TextSettings}. */
public final class TextLearner implements Learner {

    /** What specifications call it. */
    public static final String NAME = "text";

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
        return Map.of("tokeniser", Tokeniser.VERSION);
    }

    @Override
    public Map<String, String> settings(Map<String, String> given) {
        return TextSettings.of(given, 0).describe();
    }

    @Override
    public Path checkpoint(Path folder) {
        return TextTrainer.checkpoint(folder);
    }

    @Override
    public TrainedClassifier train(Setup setup, GoldTable gold, Path folder, ClassifierProgress progress) {
        return new TextTrainer(TextSettings.of(setup.settings(), setup.seed()), gold, progress)
                .train(Optional.of(folder));
    }
}
