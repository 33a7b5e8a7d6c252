package io.verdict.launcher.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code label}: boxes that people have drawn. */
@Command(
        name = "label",
        description = "Labels: what people say is on a photo.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {LabelConvertCommand.class})
public final class LabelCommand implements Runnable {

    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "Say what to do with labels: "
                        + String.join(", ", spec.subcommands().keySet()) + ".");
    }
}
