package io.verdict.launcher.cli;

import io.verdict.launcher.identity.Directory;
import io.verdict.launcher.identity.IdentityDesk;
import io.verdict.launcher.identity.PrivateKeyFile;
import io.verdict.streams.state.Person;
import io.verdict.streams.state.SigningKey;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code identity}: who people are, and which keys they sign with. */
@Command(
        name = "identity",
        description = "Who people are: their roles, and the keys that they sign approvals with.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            IdentityCommand.KeygenCommand.class,
            IdentityCommand.RegisterCommand.class,
            IdentityCommand.RevokeCommand.class,
            IdentityCommand.AssignCommand.class,
            IdentityCommand.ListCommand.class
        })
public final class IdentityCommand implements Runnable {

    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "Say what to do with identities: "
                        + String.join(", ", spec.subcommands().keySet()) + ".");
    }

    /** {@code identity keygen}. */
    @Command(
            name = "keygen",
            description = "Make an Ed25519 key, in a new file that only you can read.",
            mixinStandardHelpOptions = true)
    static final class KeygenCommand implements Callable<Integer> {

        private final Console console;

        @Parameters(index = "0", paramLabel = "FILE", description = "Where to write it.")
        Path file;

        KeygenCommand(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() throws IOException {
            try {
                console.print(PrivateKeyFile.generate(file).keyId());
            } catch (FileAlreadyExistsException e) {
                throw new WrongUseException(file + " is there already, and a key that is overwritten is lost.");
            }
            console.say("Keep " + file
                    + " to yourself. Have it registered: infra/verdict identity register PERSON --key " + file);
            return ExitCode.OK;
        }
    }

    /** What writes to the log. */
    abstract static class Said implements Callable<Integer> {

        private final Console console;

        @Mixin
        ClusterOptions cluster;

        @Parameters(index = "0", paramLabel = "PERSON", description = "Of whom.")
        String person;

        @Option(
                names = "--as",
                paramLabel = "ADMINISTRATOR",
                defaultValue = "${sys:user.name}",
                description = "Who says so; it goes on the log. Default: ${DEFAULT-VALUE}.")
        String administrator;

        Said(Console console) {
            this.console = console;
        }

        @Override
        public final Integer call() {
            if (person.isBlank()) {
                throw new WrongUseException("Nobody is named.");
            }
            IdentityDesk desk = new IdentityDesk(cluster.cluster(), Clock.systemUTC(), administrator);
            console.print(text(Names.parsed("identity", () -> say(desk))));
            return ExitCode.OK;
        }

        abstract Person say(IdentityDesk desk);
    }

    /** {@code identity register}. */
    @Command(
            name = "register",
            description = "Register a person's key; from then on they sign what they approve.",
            mixinStandardHelpOptions = true)
    static final class RegisterCommand extends Said {

        @Option(names = "--key", required = true, paramLabel = "FILE", description = "The key, as keygen writes it.")
        Path key;

        RegisterCommand(Console console) {
            super(console);
        }

        @Override
        Person say(IdentityDesk desk) {
            return desk.register(person, PrivateKeyFile.read(key));
        }
    }

    /** {@code identity revoke}. */
    @Command(
            name = "revoke",
            description = "Revoke a key, for good; what it has signed before stands.",
            mixinStandardHelpOptions = true)
    static final class RevokeCommand extends Said {

        @Parameters(index = "1", paramLabel = "KEY-ID", description = "Which, as `identity list` names it.")
        String keyId;

        @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, in your words.")
        String reason;

        RevokeCommand(Console console) {
            super(console);
        }

        @Override
        Person say(IdentityDesk desk) {
            return desk.revoke(person, keyId, reason);
        }
    }

    /** {@code identity assign}. */
    @Command(
            name = "assign",
            description = "Say what a person is; what they were counts no more, and neither does --role.",
            mixinStandardHelpOptions = true)
    static final class AssignCommand extends Said {

        @Option(
                names = "--role",
                required = true,
                split = ",",
                paramLabel = "ROLE",
                description = "data-scientist, ml-engineer, evaluator, monitor; several with commas, '' for none.")
        List<String> roles;

        AssignCommand(Console console) {
            super(console);
        }

        @Override
        Person say(IdentityDesk desk) {
            return desk.assign(
                    person, roles.stream().filter(role -> !role.isBlank()).toList());
        }
    }

    /** {@code identity list}. */
    @Command(name = "list", description = "Everybody of whom anything was said.", mixinStandardHelpOptions = true)
    static final class ListCommand implements Callable<Integer> {

        private final Console console;

        @Mixin
        ClusterOptions cluster;

        @Option(names = "--json", description = "One JSON object a line.")
        boolean json;

        ListCommand(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            for (Person person : Directory.read(cluster.cluster()).people().values()) {
                if (json) {
                    console.json(line(person));
                } else {
                    console.print(text(person));
                }
            }
            return ExitCode.OK;
        }
    }

    private static Map<String, Object> line(Person person) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("person", person.getPerson());
        line.put("roles", person.getAssigned() ? person.getRoles() : null);
        line.put(
                "keys",
                person.getKeys().stream()
                        .map(key -> Map.of("keyId", key.getKeyId(), "revoked", key.getRevoked()))
                        .toList());
        return line;
    }

    private static String text(Person person) {
        StringBuilder text = new StringBuilder(person.getPerson())
                .append(": ")
                .append(
                        person.getAssigned()
                                ? person.getRoles().isEmpty() ? "no roles" : String.join(", ", person.getRoles())
                                : "roles as the gateway takes them");
        for (SigningKey key : person.getKeys()) {
            text.append("\n  ").append(key.getKeyId()).append(key.getRevoked() ? " revoked" : "");
        }
        return text.toString();
    }
}
