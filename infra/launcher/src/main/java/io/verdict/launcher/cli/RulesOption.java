package io.verdict.launcher.cli;

import io.verdict.launcher.platform.Rules;
import java.nio.file.Path;
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

    Rules rules() {
        return Rules.read(Optional.ofNullable(curation), Optional.ofNullable(prices));
    }
}
