package io.verdict.launcher.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code bench}: measure the platform here, each figure beside a peer's from the same run. */
@Command(
        name = "bench",
        description = "Measure the platform on this machine, each figure beside a peer's from the same run. Prints"
                + " Markdown, for infra/bench/RESULTS.md.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "BENCHMARK",
        subcommands = {
            BenchHotPathCommand.class,
            BenchSwapCommand.class,
            BenchSerdeCommand.class,
            BenchReplayCommand.class,
            BenchRegistryCommand.class,
            BenchLabelsCommand.class
        })
public final class BenchCommand implements Runnable {

    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "Say which benchmark to run: hot-path, swap, serde, replay, registry or labels.");
    }
}
