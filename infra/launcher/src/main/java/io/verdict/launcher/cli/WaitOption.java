package io.verdict.launcher.cli;

import java.time.Duration;
import picocli.CommandLine.Option;

/** How long a command waits for what comes over the log. */
final class WaitOption {

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "15",
            description = "How long to wait for the answer. Default: ${DEFAULT-VALUE}.")
    long seconds;

    Duration patience() {
        return Duration.ofSeconds(seconds);
    }
}
