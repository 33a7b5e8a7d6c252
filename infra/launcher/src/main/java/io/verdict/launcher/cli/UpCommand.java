package io.verdict.launcher.cli;

import io.verdict.launcher.platform.Endpoints;
import io.verdict.launcher.platform.Home;
import io.verdict.launcher.platform.LogFile;
import io.verdict.launcher.platform.Platform;
import io.verdict.launcher.platform.PlatformConfig;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code up}: the whole platform on a data directory, until it is told to stop. */
@Command(
        name = "up",
        description =
                "Start broker, registry, apps and consumer on a data directory, and keep them running. Ctrl-C stops"
                        + " them in order; after a kill -9 the next start goes on where the log ends.",
        mixinStandardHelpOptions = true)
public final class UpCommand implements Callable<Integer> {

    static final String SECURE = "Let in only who signs in (SASL/SCRAM), each to do what the catalog grants their role."
            + " The first start makes a password for each, in `secrets` in the data directory; give a role's file to"
            + " other commands with --config. A data directory stays with or without it.";

    private final Console console;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Data directory. Default: ${DEFAULT-VALUE}.",
            defaultValue = "${sys:verdict.home:-.}/.verdict/data")
    Path data;

    @Mixin
    PortOptions ports;

    @Mixin
    RulesOption rules;

    @Mixin
    ProviderOption provider;

    @Option(names = "--secure", description = SECURE)
    boolean secure;

    @Option(names = "--json", description = "When ready, print the addresses as one JSON object.")
    boolean json;

    UpCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        Home home = new Home(data);
        LogFile.open(home);
        PlatformConfig config =
                new PlatformConfig(home, ports.ports(), "up", rules.rules(), provider.accelerator()).secured(secure);
        long begin = System.nanoTime();
        try (StopSignal stop = StopSignal.install(() -> console.say("Stopping ..."));
                Platform platform = Platform.start(config, part -> console.say("  " + part))) {
            Endpoints endpoints = platform.endpoints();
            endpoints.write(home);
            Set<String> told = new HashSet<>();
            try {
                show(endpoints, home, (System.nanoTime() - begin) / 1e9);
                Optional<String> fault = stop.awaitUnless(() -> {
                    platform.losses().stream().filter(told::add).forEach(text -> say(text, home));
                    return platform.fault();
                });
                fault.ifPresent(text -> say(text, home));
                return fault.isEmpty() ? ExitCode.OK : ExitCode.UNAVAILABLE;
            } finally {
                Endpoints.remove(home);
            }
        }
    }

    private void say(String text, Home home) {
        console.say("verdict up: " + text + " See " + home.logs());
    }

    private void show(Endpoints endpoints, Home home, double seconds) {
        if (json) {
            console.json(endpoints);
            return;
        }
        console.print("Verdict is up after %.1f s.".formatted(seconds));
        console.print("  broker           " + endpoints.bootstrap());
        console.print("  schema registry  " + endpoints.registry());
        console.print("  read API         " + endpoints.readApi());
        console.print("  objects          " + endpoints.store());
        console.print("  data and logs    " + home.root());
        if (secure) {
            console.print("  who may sign in  " + endpoints.secrets());
        }
        console.print("Publish with: infra/verdict publish PHOTO... --listing ID --uploader NAME"
                + (secure ? " --config " + home.secrets().resolve("producer.properties") : ""));
    }
}
