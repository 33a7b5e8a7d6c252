package io.verdict.launcher.cli;

import io.verdict.launcher.bench.LabelsBench;
import io.verdict.launcher.bench.LabelsPlan;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench labels}. */
@Command(
        name = "labels",
        description = "From label events to a published dataset version in a process with a small heap: events a"
                + " second beside a bare consumer in the same heap, and what memory is taken. Exit code 1 where a"
                + " promise is broken.",
        mixinStandardHelpOptions = true)
final class BenchLabelsCommand extends Benchmark {

    @Option(
            names = "--events",
            paramLabel = "N",
            split = ",",
            defaultValue = "100000,1000000",
            description = "Lengths of the log of labels. Default: ${DEFAULT-VALUE}.")
    List<Integer> events;

    @Option(
            names = "--heap",
            paramLabel = "MIB",
            defaultValue = "128",
            description = "Largest heap of the process that publishes. Default: ${DEFAULT-VALUE}.")
    int heap;

    BenchLabelsCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        LabelsPlan plan = Names.parsed("bench labels", () -> new LabelsPlan(events, heap));
        return measure(plan.diskBytes(), root -> new LabelsBench(plan, root, this::progress).run());
    }
}
