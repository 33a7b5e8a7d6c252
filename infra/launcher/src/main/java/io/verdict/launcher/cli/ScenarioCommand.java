package io.verdict.launcher.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code scenario}: whole uses of the platform, other than the used cars of {@code demo}. */
@Command(
        name = "scenario",
        description = "Whole uses of the platform, each started by one command on a platform of its own, from data that"
                + " is drawn to decisions that can be looked up on the log.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {PriceSensitivityCommand.class, TextScenarioCommand.class, DroneCommand.class})
public final class ScenarioCommand implements Runnable {

    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "Say which scenario: " + String.join(", ", spec.subcommands().keySet()) + ".");
    }
}
