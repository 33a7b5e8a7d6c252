package io.verdict.connectors.trees;

import io.verdict.connectors.classifier.Learner;
import java.util.Map;
import java.util.Optional;
import org.tribuo.Tribuo;

/** Learns from rows: a random forest or gradient boosting, by the settings of {@link TreeSettings}. */
public final class TabularLearner {

    /** What specifications call it. */
    public static final String NAME = "tabular";

    private static final String VERSION = "1";

    private TabularLearner() {}

    /** The learner, for any number of runs. */
    public static Learner create() {
        return new Learner(
                NAME,
                VERSION,
                Map.of("tribuo", Tribuo.VERSION),
                TabularTrainer.CHECKPOINT,
                given -> TreeSettings.of(given, 0).describe(),
                (setup, gold, folder, progress) -> new TabularTrainer(
                                TreeSettings.of(setup.settings(), setup.seed()), gold, setup.threads(), progress)
                        .train(Optional.of(folder)));
    }
}
