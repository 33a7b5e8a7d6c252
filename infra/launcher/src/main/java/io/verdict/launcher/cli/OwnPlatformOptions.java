package io.verdict.launcher.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What can be said of a platform that a command starts for itself, and of what it tells at the end. */
final class OwnPlatformOptions {

    @Option(names = "--json", description = "Print what came of it as one JSON object, on the last line.")
    boolean json;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Keep the data there. Default: a temporary directory that is deleted at the end.")
    Path data;

    @Option(names = "--secure", description = UpCommand.SECURE)
    boolean secure;

    /** The data directory for a command of that name; deleted when it is closed, unless it was named. */
    TemporaryFolder folder(String name, Console console) throws IOException {
        Path path = data == null ? Files.createTempDirectory("verdict-" + name) : data;
        return new TemporaryFolder(path, data != null, console);
    }

    /**
     * Where the data is afterwards, for people.
     *
     * @param command one that shows something of it, as it is typed after {@code infra/verdict}
     */
    String whereabouts(String command) {
        return data == null
                ? "The log goes with its temporary directory; --data DIR keeps it."
                : "Look at it again: infra/verdict up --data %s, and then, for example, infra/verdict %s --data %s"
                        .formatted(data, command, data);
    }
}
