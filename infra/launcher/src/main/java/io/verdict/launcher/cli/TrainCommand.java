package io.verdict.launcher.cli;

import io.verdict.launcher.train.TrainTabularCommand;
import io.verdict.launcher.train.TrainTextCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code train}: make training runs, watch them, go on with them, repeat them, search among them. */
@Command(
        name = "train",
        description = "Training runs: start one, watch it, stop it, go on with it after an interruption, repeat it and"
                + " compare, search for hyper-parameters. A run is its events on the log."
                + " Detectors, and classifiers of rows and texts, are trained by runs alike: `start --trainer`. The"
                + " commands tabular and text are for files: from a table in a folder to a graph in a folder, with no"
                + " platform, and nothing of it on the log.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            TrainStartCommand.class,
            TrainReads.ListCommand.class,
            TrainReads.ShowCommand.class,
            TrainReads.WatchCommand.class,
            TrainResumeCommand.class,
            TrainRepeatCommand.class,
            TrainStopCommand.class,
            TrainRequestCommand.class,
            TrainSearchCommand.class,
            TrainTabularCommand.class,
            TrainTextCommand.class
        })
public final class TrainCommand implements Runnable {

    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "Say what to do with runs: "
                        + String.join(", ", spec.subcommands().keySet()) + ".");
    }
}
