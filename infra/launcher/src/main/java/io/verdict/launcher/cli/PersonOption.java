package io.verdict.launcher.cli;

import picocli.CommandLine.Option;

/** In whose name something is asked for. */
final class PersonOption {

    @Option(
            names = "--as",
            paramLabel = "PERSON",
            defaultValue = "${sys:user.name}",
            description = "Who asks; it goes on the log. Default: ${DEFAULT-VALUE}.")
    String person;
}
