package io.verdict.launcher.cli;

import io.verdict.launcher.registry.Actor;
import java.util.LinkedHashSet;
import java.util.List;
import picocli.CommandLine.Option;

/** Who asks something of the registry. */
final class ActorOptions {

    @Option(
            names = "--as",
            paramLabel = "PERSON",
            defaultValue = "${sys:user.name}",
            description = "Who asks; it goes on the log. Default: ${DEFAULT-VALUE}.")
    String person;

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            split = ",",
            defaultValue = "ml-engineer,data-scientist",
            description = "What they are, several with commas: data-scientist, ml-engineer, evaluator, monitor. This"
                    + " command takes your word for it; on a cluster with access control it runs only with the"
                    + " gateway's credentials. Default: ${DEFAULT-VALUE}.")
    List<String> roles;

    Actor actor() {
        if (person.isBlank()) {
            throw new WrongUseException("--as: nobody is named. Who asks?");
        }
        return new Actor(person, new LinkedHashSet<>(roles));
    }
}
