package io.verdict.launcher.cli;

import io.verdict.launcher.platform.Rules;
import io.verdict.streams.labels.LabelsFile;
import io.verdict.streams.rollout.RolloutConfig;
import io.verdict.streams.triggers.TriggersFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What the apps decide by. */
final class RulesOption {

    @Option(
            names = "--curation",
            paramLabel = "FILE",
            description = "What is asked of photos, per source (YAML). Default: the shipped curation.yaml.")
    Path curation;

    @Option(
            names = "--prices",
            paramLabel = "FILE",
            description = "What damages take off a price (YAML). Default: the shipped price-table.yaml.")
    Path prices;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "What is asked of labels, and what gets into the labelling queue (YAML). Default: the shipped"
                    + " labels.yaml.")
    Path labels;

    @Option(
            names = "--triggers",
            paramLabel = "FILE",
            description = "When which model is to be trained again (YAML). Default: none is by itself.")
    Path triggers;

    @Option(
            names = "--health-window",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "How long a window is in which a rollout's health is measured; longer where fewer than 20"
                    + " photos come. Default: ${DEFAULT-VALUE}.")
    int healthWindow;

    Rules rules() {
        if (healthWindow < 1) {
            throw new WrongUseException("--health-window: " + healthWindow + " s; it takes 1 or more.");
        }
        Rules rules = Rules.read(Optional.ofNullable(curation), Optional.ofNullable(prices));
        Rules labelled = labels == null ? rules : rules.withLabels(LabelsFile.read(labels));
        return (triggers == null ? labelled : labelled.withTriggers(TriggersFile.read(triggers)))
                .withRollout(RolloutConfig.STANDARD.withWindow(Duration.ofSeconds(healthWindow)));
    }
}
