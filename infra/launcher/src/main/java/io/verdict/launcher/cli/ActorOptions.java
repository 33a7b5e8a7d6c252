package io.verdict.launcher.cli;

import io.verdict.launcher.identity.PrivateKeyFile;
import io.verdict.launcher.registry.Actor;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Who asks something of the registry. */
final class ActorOptions {

    @Mixin
    PersonOption by;

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            split = ",",
            defaultValue = "ml-engineer,data-scientist",
            description =
                    "What they are, several with commas: annotator, data-scientist, ml-engineer, evaluator, monitor. Taken"
                            + " at your word where `identity assign` has said nothing of them; on a cluster with access"
                            + " control it runs only with the gateway's credentials. Default: ${DEFAULT-VALUE}.")
    List<String> roles;

    @Option(
            names = "--sign-with",
            paramLabel = "KEY-FILE",
            defaultValue = "${env:VERDICT_KEY}",
            description = "Your key, where you have registered one: it proves who you are, and signs what you approve."
                    + " Default: the file that the environment variable VERDICT_KEY names.")
    Path key;

    Actor actor() {
        if (by.person.isBlank()) {
            throw new WrongUseException("--as: nobody is named. Who asks?");
        }
        return new Actor(
                by.person,
                new LinkedHashSet<>(roles),
                Optional.ofNullable(key).map(file -> Names.parsed("--sign-with", () -> PrivateKeyFile.read(file))));
    }
}
