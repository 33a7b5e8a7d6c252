package io.verdict.launcher.cli;

import io.verdict.launcher.bench.BenchResult;
import io.verdict.launcher.bench.Goal;
import io.verdict.launcher.bench.Machine;
import io.verdict.launcher.bench.Scratch;
import io.verdict.launcher.platform.Home;
import io.verdict.launcher.platform.LogFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command that measures something here and prints what came of it. */
abstract class Benchmark implements Callable<Integer> {

    private final Console console;

    @Spec
    CommandSpec spec;

    @Option(names = "--json", description = "The figures as one JSON object.")
    boolean json;

    Benchmark(Console console) {
        this.console = console;
    }

    /** What is measured. */
    @FunctionalInterface
    interface Measurement {

        /** @param root a directory for its data, which goes with it */
        BenchResult in(Path root) throws IOException, InterruptedException;
    }

    /**
     * Measures in a directory that is deleted afterwards, prints, and gives the exit code: 1 where a promise is broken.
     *
     * @param diskBytes that it may write
     */
    final int measure(long diskBytes, Measurement measurement) throws IOException, InterruptedException {
        Machine machine = machine();
        try (Scratch scratch = Scratch.with(diskBytes)) {
            LogFile.open(new Home(scratch.root()));
            return report(machine, measurement.in(scratch.root()));
        }
    }

    final Machine machine() {
        List<String> arguments = spec.root().commandLine().getParseResult().originalArgs();
        return Machine.now(Clock.systemUTC(), "infra/verdict " + String.join(" ", arguments));
    }

    final void progress(String what) {
        console.say("  " + what);
    }

    final int report(Machine machine, BenchResult result) {
        if (json) {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("bench", spec.name());
            all.put("machine", machine);
            all.put("result", result);
            all.put("goals", result.goals());
            console.json(all);
        } else {
            console.print(machine.text() + "\n" + result.text());
        }
        return Goal.hold(result.goals()) ? ExitCode.OK : ExitCode.NEGATIVE;
    }
}
