package io.verdict.launcher.cli;

import io.verdict.launcher.platform.Apps;
import io.verdict.launcher.platform.Home;
import io.verdict.launcher.platform.LogFile;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Role;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code run apps}. */
@Command(
        name = "apps",
        description = "The Streams apps, from curation to training triggers, and the read API over their views.",
        mixinStandardHelpOptions = true)
final class RunAppsCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    ClusterOptions cluster;

    @Mixin
    RulesOption rules;

    @Option(
            names = "--api-port",
            paramLabel = "PORT",
            defaultValue = "8090",
            description = "Read API; 0 takes a free one. Default: ${DEFAULT-VALUE}.")
    int apiPort;

    @Option(
            names = "--secrets",
            paramLabel = "DIR",
            description =
                    "Folder with curation-app.properties, catalog-app.properties, pricing-app.properties,"
                            + " registry-app.properties, rollout-app.properties, labels-app.properties and"
                            + " triggers-app.properties, each in place of --config for its app: on a cluster with access control each signs in as itself.")
    Path secrets;

    RunAppsCommand(Console console) {
        this.console = console;
    }

    private ClusterConfig cluster(Role role) {
        return secrets == null ? cluster.cluster() : cluster.cluster(secrets.resolve(role.identity() + ".properties"));
    }

    @Override
    public Integer call() throws InterruptedException {
        Home home = cluster.home();
        LogFile.open(home, "apps");
        ClusterConfig config = cluster(Role.REGISTRY_APP);
        try (StopSignal stop = StopSignal.install(() -> console.say("Stopping ..."));
                Apps apps = Apps.start(this::cluster, home, rules.rules(), apiPort)) {
            apps.awaitRunning();
            console.print("Apps run against " + config.bootstrap() + "; read API at " + apps.readApi());
            Optional<String> fault = stop.awaitUnless(apps::fault);
            fault.ifPresent(text -> console.say("verdict run apps: " + text + " See " + home.logs()));
            return fault.isEmpty() ? ExitCode.OK : ExitCode.UNAVAILABLE;
        }
    }
}
