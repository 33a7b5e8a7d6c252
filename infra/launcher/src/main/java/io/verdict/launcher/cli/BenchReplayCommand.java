package io.verdict.launcher.cli;

import io.verdict.launcher.bench.ReplayBench;
import io.verdict.launcher.bench.ReplayPlan;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench replay}. */
@Command(
        name = "replay",
        description = "Rebuilding each app's views from offset 0: events a second beside bare consumers of the same"
                + " topics, and the size of the state.",
        mixinStandardHelpOptions = true)
final class BenchReplayCommand extends Benchmark {

    @Option(
            names = "--events",
            paramLabel = "N",
            split = ",",
            defaultValue = "10000,100000,1000000",
            description = "Lengths of the history. Default: ${DEFAULT-VALUE}.")
    List<Integer> events;

    @Option(
            names = "--apps",
            paramLabel = "NAME",
            split = ",",
            description = "Whose views are rebuilt. Default: those of every app.")
    List<String> apps = List.of();

    BenchReplayCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        ReplayPlan plan = Names.parsed(
                "bench replay", () -> new ReplayPlan(events, apps.isEmpty() ? ReplayPlan.everyApp() : apps));
        return measure(plan.diskBytes(), root -> new ReplayBench(plan, root, this::progress).run());
    }
}
