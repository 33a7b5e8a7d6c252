package io.verdict.launcher.cli;

import io.verdict.connectors.store.StoreException;
import io.verdict.launcher.bench.Goal;
import io.verdict.launcher.bench.HotPathBench;
import io.verdict.launcher.bench.HotPathPlan;
import io.verdict.launcher.bench.HotPathResult;
import io.verdict.launcher.bench.LabelsBench;
import io.verdict.launcher.bench.LabelsPlan;
import io.verdict.launcher.bench.LabelsResult;
import io.verdict.launcher.bench.Machine;
import io.verdict.launcher.bench.RegistryBench;
import io.verdict.launcher.bench.RegistryPlan;
import io.verdict.launcher.bench.RegistryResult;
import io.verdict.launcher.bench.ReplayBench;
import io.verdict.launcher.bench.ReplayPlan;
import io.verdict.launcher.bench.ReplayResult;
import io.verdict.launcher.bench.Scratch;
import io.verdict.launcher.bench.SerdeBench;
import io.verdict.launcher.bench.SerdeResult;
import io.verdict.launcher.bench.SwapBench;
import io.verdict.launcher.bench.SwapPlan;
import io.verdict.launcher.bench.SwapResult;
import io.verdict.launcher.platform.Home;
import io.verdict.launcher.platform.LogFile;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench}: measure the platform here, each figure beside a peer's from the same run. */
@Command(
        name = "bench",
        description = "Measure the platform on this machine, each figure beside a peer's from the same run. Prints"
                + " Markdown, for infra/bench/RESULTS.md.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "BENCHMARK",
        subcommands = {
            BenchCommand.HotPath.class,
            BenchCommand.Swap.class,
            BenchCommand.Serde.class,
            BenchCommand.Replay.class,
            BenchCommand.Registry.class,
            BenchCommand.Labels.class
        })
public final class BenchCommand implements Runnable {

    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "Say which benchmark to run: hot-path, swap, serde, replay, registry or labels.");
    }

    /** What the benchmarks share. */
    abstract static class Benchmark implements Callable<Integer> {

        private final Console console;

        @Spec
        CommandSpec spec;

        @Option(names = "--json", description = "The figures as one JSON object.")
        boolean json;

        Benchmark(Console console) {
            this.console = console;
        }

        final Machine machine() {
            List<String> arguments = spec.root().commandLine().getParseResult().originalArgs();
            return Machine.now(Clock.systemUTC(), "infra/verdict " + String.join(" ", arguments));
        }

        final void progress(String what) {
            console.say("  " + what);
        }

        final int report(Machine machine, Object result, String text, List<Goal> goals) {
            if (json) {
                Map<String, Object> all = new LinkedHashMap<>();
                all.put("bench", spec.name());
                all.put("machine", machine);
                all.put("result", result);
                all.put("goals", goals);
                console.json(all);
            } else {
                console.print(machine.text() + "\n" + text);
            }
            return Goal.hold(goals) ? ExitCode.OK : ExitCode.NEGATIVE;
        }
    }

    /** An open-loop load. */
    static final class LoadOptions {

        @Option(
                names = "--rate",
                paramLabel = "PER_SECOND",
                defaultValue = "20",
                description = "Photos a second. Default: ${DEFAULT-VALUE}.")
        double rate;

        @Option(
                names = "--seconds",
                paramLabel = "N",
                defaultValue = "60",
                description = "How long each phase is kept at that rate. Default: ${DEFAULT-VALUE}.")
        int seconds;
    }

    /** {@code bench hot-path}. */
    @Command(
            name = "hot-path",
            description = "From an upload's event to its visible decision: percentiles per stage under open-loop load,"
                    + " throughput at saturation; beside the bare loop of decode and model, and beside a plain"
                    + " consumer with DJL's Predictor. Exit code 1 where a promise is broken.",
            mixinStandardHelpOptions = true)
    static final class HotPath extends Benchmark {

        @Mixin
        LoadOptions load;

        HotPath(Console console) {
            super(console);
        }

        @Override
        public Integer call() throws IOException, StoreException, InterruptedException {
            HotPathPlan plan = Names.parsed("bench hot-path", () -> HotPathPlan.of(load.rate, load.seconds));
            Machine machine = machine();
            try (Scratch scratch = Scratch.with(plan.diskBytes())) {
                LogFile.open(new Home(scratch.root()));
                HotPathResult result = new HotPathBench(plan, scratch.root(), this::progress).run();
                return report(machine, result, result.text(), result.goals());
            }
        }
    }

    /** {@code bench swap}. */
    @Command(
            name = "swap",
            description =
                    "What a new version in service costs the photos that arrive meanwhile: the same open-loop load"
                            + " without and with swaps. Exit code 1 where a photo is lost or a version does not come.",
            mixinStandardHelpOptions = true)
    static final class Swap extends Benchmark {

        @Mixin
        LoadOptions load;

        @Option(
                names = "--swaps",
                paramLabel = "N",
                defaultValue = "10",
                description = "How many versions come into service. Default: ${DEFAULT-VALUE}.")
        int swaps;

        Swap(Console console) {
            super(console);
        }

        @Override
        public Integer call() throws IOException, StoreException, InterruptedException {
            SwapPlan plan = Names.parsed("bench swap", () -> SwapPlan.of(load.rate, load.seconds, swaps));
            Machine machine = machine();
            try (Scratch scratch = Scratch.with(plan.diskBytes())) {
                LogFile.open(new Home(scratch.root()));
                SwapResult result = new SwapBench(plan, scratch.root(), this::progress).run();
                return report(machine, result, result.text(), result.goals());
            }
        }
    }

    /** {@code bench serde}. */
    @Command(
            name = "serde",
            description = "Time to write and to read an event: our serde beside Avro's own single-object encoding, and"
                    + " JSON.",
            mixinStandardHelpOptions = true)
    static final class Serde extends Benchmark {

        @Option(
                names = "--round-millis",
                paramLabel = "N",
                defaultValue = "300",
                description = "How long each contestant works per round; there are 15. Default: ${DEFAULT-VALUE}.")
        int roundMillis;

        Serde(Console console) {
            super(console);
        }

        @Override
        public Integer call() {
            if (roundMillis < 1) {
                throw new WrongUseException("--round-millis must be at least 1, not " + roundMillis);
            }
            Machine machine = machine();
            SerdeResult result = new SerdeBench(Duration.ofMillis(roundMillis)).run();
            return report(machine, result, result.text(), List.of());
        }
    }

    /** {@code bench replay}. */
    @Command(
            name = "replay",
            description = "Rebuilding each app's views from offset 0: events a second beside bare consumers of the same"
                    + " topics, and the size of the state.",
            mixinStandardHelpOptions = true)
    static final class Replay extends Benchmark {

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

        Replay(Console console) {
            super(console);
        }

        @Override
        public Integer call() throws IOException, InterruptedException {
            ReplayPlan plan = Names.parsed(
                    "bench replay", () -> new ReplayPlan(events, apps.isEmpty() ? ReplayPlan.everyApp() : apps));
            Machine machine = machine();
            try (Scratch scratch = Scratch.with(plan.diskBytes())) {
                LogFile.open(new Home(scratch.root()));
                ReplayResult result = new ReplayBench(plan, scratch.root(), this::progress).run();
                return report(machine, result, result.text(), result.goals());
            }
        }
    }

    /** {@code bench registry}. */
    @Command(
            name = "registry",
            description = "What the model registry answers how fast when it holds many versions: one version, a search,"
                    + " a past instant; and what memory they take. Exit code 1 where a promise is broken.",
            mixinStandardHelpOptions = true)
    static final class Registry extends Benchmark {

        @Option(names = "--models", paramLabel = "N", defaultValue = "100", description = "Default: ${DEFAULT-VALUE}.")
        int models;

        @Option(
                names = "--versions",
                paramLabel = "N",
                defaultValue = "10000",
                description = "Of all models together. Default: ${DEFAULT-VALUE}.")
        int versions;

        @Option(
                names = "--questions",
                paramLabel = "N",
                defaultValue = "1000",
                description = "How often each is asked. Default: ${DEFAULT-VALUE}.")
        int questions;

        Registry(Console console) {
            super(console);
        }

        @Override
        public Integer call() throws IOException, StoreException, InterruptedException {
            RegistryPlan plan = Names.parsed("bench registry", () -> new RegistryPlan(models, versions, questions));
            Machine machine = machine();
            try (Scratch scratch = Scratch.with(plan.diskBytes())) {
                LogFile.open(new Home(scratch.root()));
                RegistryResult result = new RegistryBench(plan, scratch.root(), this::progress).run();
                return report(machine, result, result.text(), result.goals());
            }
        }
    }

    /** {@code bench labels}. */
    @Command(
            name = "labels",
            description = "From label events to a published dataset version in a process with a small heap: events a"
                    + " second beside a bare consumer in the same heap, and what memory is taken. Exit code 1 where a"
                    + " promise is broken.",
            mixinStandardHelpOptions = true)
    static final class Labels extends Benchmark {

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

        Labels(Console console) {
            super(console);
        }

        @Override
        public Integer call() throws IOException, StoreException, InterruptedException {
            LabelsPlan plan = Names.parsed("bench labels", () -> new LabelsPlan(events, heap));
            Machine machine = machine();
            try (Scratch scratch = Scratch.with(plan.diskBytes())) {
                LogFile.open(new Home(scratch.root()));
                LabelsResult result = new LabelsBench(plan, scratch.root(), this::progress).run();
                return report(machine, result, result.text(), result.goals());
            }
        }
    }
}
