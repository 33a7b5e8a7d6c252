package io.verdict.launcher.cli;

import picocli.CommandLine.Option;

/** An open-loop load. */
final class BenchLoadOptions {

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
