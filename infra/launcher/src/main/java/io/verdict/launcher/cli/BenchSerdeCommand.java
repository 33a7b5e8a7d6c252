package io.verdict.launcher.cli;

import io.verdict.launcher.bench.Machine;
import io.verdict.launcher.bench.SerdeBench;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench serde}. */
@Command(
        name = "serde",
        description = "Time to write and to read an event: our serde beside Avro's own single-object encoding, and"
                + " JSON.",
        mixinStandardHelpOptions = true)
final class BenchSerdeCommand extends Benchmark {

    @Option(
            names = "--round-millis",
            paramLabel = "N",
            defaultValue = "300",
            description = "How long each contestant works per round; there are 15. Default: ${DEFAULT-VALUE}.")
    int roundMillis;

    BenchSerdeCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() {
        if (roundMillis < 1) {
            throw new WrongUseException("--round-millis must be at least 1, not " + roundMillis);
        }
        Machine machine = machine();
        return report(machine, new SerdeBench(Duration.ofMillis(roundMillis)).run());
    }
}
