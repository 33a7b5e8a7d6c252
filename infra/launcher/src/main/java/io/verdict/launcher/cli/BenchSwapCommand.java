package io.verdict.launcher.cli;

import io.verdict.launcher.bench.SwapBench;
import io.verdict.launcher.bench.SwapPlan;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench swap}. */
@Command(
        name = "swap",
        description = "What a new version in service costs the photos that arrive meanwhile: the same open-loop load"
                + " without and with swaps. Exit code 1 where a photo is lost or a version does not come.",
        mixinStandardHelpOptions = true)
final class BenchSwapCommand extends Benchmark {

    @Mixin
    BenchLoadOptions load;

    @Option(
            names = "--swaps",
            paramLabel = "N",
            defaultValue = "10",
            description = "How many versions come into service. Default: ${DEFAULT-VALUE}.")
    int swaps;

    BenchSwapCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        SwapPlan plan = Names.parsed("bench swap", () -> SwapPlan.of(load.rate, load.seconds, swaps));
        return measure(plan.diskBytes(), root -> new SwapBench(plan, root, this::progress).run());
    }
}
