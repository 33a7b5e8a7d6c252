package io.verdict.launcher.cli;

import io.verdict.launcher.bench.HotPathBench;
import io.verdict.launcher.bench.HotPathPlan;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code bench hot-path}. */
@Command(
        name = "hot-path",
        description = "From an upload's event to its visible decision: percentiles per stage under open-loop load,"
                + " throughput at saturation; beside the bare loop of decode and model, and beside a plain"
                + " consumer with DJL's Predictor. Exit code 1 where a promise is broken.",
        mixinStandardHelpOptions = true)
final class BenchHotPathCommand extends Benchmark {

    @Mixin
    BenchLoadOptions load;

    BenchHotPathCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        HotPathPlan plan = Names.parsed("bench hot-path", () -> HotPathPlan.of(load.rate, load.seconds));
        return measure(plan.diskBytes(), root -> new HotPathBench(plan, root, this::progress).run());
    }
}
