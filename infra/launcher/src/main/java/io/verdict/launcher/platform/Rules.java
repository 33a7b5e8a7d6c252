package io.verdict.launcher.platform;

import io.verdict.streams.curation.CurationConfig;
import io.verdict.streams.curation.CurationFile;
import io.verdict.streams.labels.LabelsConfig;
import io.verdict.streams.pricing.PriceTable;
import io.verdict.streams.pricing.PriceTableFile;
import io.verdict.streams.rollout.RolloutConfig;
import io.verdict.streams.triggers.TriggersConfig;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the apps decide by; immutable.
 *
 * @param curation what is asked of photos, per source
 * @param prices what damages take off a price
 * @param rollout how long the windows are in which a rollout's health is measured
 * @param labels what is asked of labels, and what gets into the labelling queue
 * @param triggers when which model is to be trained again
 */
public record Rules(
        CurationConfig curation,
        PriceTable prices,
        RolloutConfig rollout,
        LabelsConfig labels,
        TriggersConfig triggers) {

    /** The rules that come with the platform. */
    public static Rules shipped() {
        return new Rules(
                CurationConfig.defaults(),
                PriceTable.shipped(),
                RolloutConfig.STANDARD,
                LabelsConfig.defaults(),
                TriggersConfig.none());
    }

    /**
     * The rules in these files, and the shipped ones where no file is named.
     *
     * @throws io.verdict.topics.settings.SettingsException with everything that is wrong with a file
     */
    public static Rules read(Optional<Path> curation, Optional<Path> prices) {
        Rules shipped = shipped();
        return new Rules(
                curation.map(CurationFile::read).orElse(shipped.curation()),
                prices.map(PriceTableFile::read).orElse(shipped.prices()),
                shipped.rollout(),
                shipped.labels(),
                shipped.triggers());
    }

    /** The same with other windows. */
    public Rules withRollout(RolloutConfig windows) {
        return new Rules(curation, prices, windows, labels, triggers);
    }

    /** The same with other rules for labels. */
    public Rules withLabels(LabelsConfig rules) {
        return new Rules(curation, prices, rollout, rules, triggers);
    }

    /** The same with other rules for training. */
    public Rules withTriggers(TriggersConfig rules) {
        return new Rules(curation, prices, rollout, labels, rules);
    }
}
