package io.verdict.connectors.text;

import io.verdict.connectors.classifier.Learner;
import io.verdict.topics.contract.Tokeniser;
import java.util.Map;
import java.util.Optional;

/** Learns from texts: logistic regression on tokens, by the settings of {@link TextSettings}. */
public final class TextLearner {

    /** What specifications call it. */
    public static final String NAME = "text";

    private static final String VERSION = "1";

    private TextLearner() {}

    /** The learner, for any number of runs. */
    public static Learner create() {
        return new Learner(
                NAME,
                VERSION,
                Map.of("tokeniser", Tokeniser.VERSION),
                TextTrainer.CHECKPOINT,
                given -> TextSettings.of(given, 0).describe(),
                (setup, gold, folder, progress) -> new TextTrainer(
                                TextSettings.of(setup.settings(), setup.seed()), gold, progress)
                        .train(Optional.of(folder)));
    }
}
