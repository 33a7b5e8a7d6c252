package io.verdict.launcher.cli;

import io.verdict.launcher.bench.RegistryBench;
import io.verdict.launcher.bench.RegistryPlan;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench registry}. */
@Command(
        name = "registry",
        description = "What the model registry answers how fast when it holds many versions: one version, a search,"
                + " a past instant; and what memory they take. Exit code 1 where a promise is broken.",
        mixinStandardHelpOptions = true)
final class BenchRegistryCommand extends Benchmark {

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

    BenchRegistryCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        RegistryPlan plan = Names.parsed("bench registry", () -> new RegistryPlan(models, versions, questions));
        return measure(plan.diskBytes(), root -> new RegistryBench(plan, root, this::progress).run());
    }
}
