package io.verdict.launcher.cli;

import io.verdict.connectors.store.ObjectStore;
import io.verdict.connectors.store.StoreException;
import io.verdict.inference.ConsumerSettings;
import io.verdict.inference.InferenceConfig;
import io.verdict.launcher.access.RoleSecrets;
import io.verdict.launcher.platform.Decider;
import io.verdict.launcher.platform.Home;
import io.verdict.launcher.platform.LogFile;
import io.verdict.launcher.platform.ShippedModel;
import io.verdict.launcher.platform.ShippedRegistration;
import io.verdict.stack.BrokerConfig;
import io.verdict.stack.EmbeddedBroker;
import io.verdict.stack.RegistryConfig;
import io.verdict.stack.SchemaRegistryServer;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.settings.Settings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code run broker|registry|apps|consumer|trainer}: each part as a process of its own. */
@Command(
        name = "run",
        description = "Run one part as a process of its own, against given addresses, until it is told to stop.",
        mixinStandardHelpOptions = true,
        subcommands = {
            RunCommand.BrokerCommand.class,
            RunCommand.RegistryCommand.class,
            RunAppsCommand.class,
            RunCommand.ConsumerCommand.class,
            RunTrainerCommand.class
        })
public final class RunCommand {

    private static final String INSTANCE = "consumer-1";
    private static final String DATA = "${sys:verdict.home:-.}/.verdict/data";

    /** What broker and registry share: a data directory, an address, and a life until the stop signal. */
    abstract static class ServerCommand implements Callable<Integer> {

        private final Console console;

        @Option(names = "--data", paramLabel = "DIR", defaultValue = DATA, description = "Data directory.")
        Path data;

        @Option(
                names = "--host",
                paramLabel = "HOST",
                defaultValue = "127.0.0.1",
                description = "Address to listen on.")
        String host;

        ServerCommand(Console console) {
            this.console = console;
        }

        abstract String part();

        abstract Server start(Home home);

        @Override
        public Integer call() throws InterruptedException {
            Home home = new Home(data);
            LogFile.open(home, part());
            try (StopSignal stop = StopSignal.install(() -> console.say("Stopping ..."));
                    Server server = start(home)) {
                console.print(server.text());
                stop.await();
            }
            return ExitCode.OK;
        }
    }

    /** A server that runs, and where. */
    private record Server(String text, Runnable stop) implements AutoCloseable {
        @Override
        public void close() {
            stop.run();
        }
    }

    /** {@code run broker}. */
    @Command(name = "broker", description = "A single Kafka broker (KRaft).", mixinStandardHelpOptions = true)
    static final class BrokerCommand extends ServerCommand {

        @Option(names = "--port", paramLabel = "PORT", defaultValue = "9092", description = "Port; 0 takes a free one.")
        int port;

        @Option(names = "--secure", description = UpCommand.SECURE)
        boolean secure;

        BrokerCommand(Console console) {
            super(console);
        }

        @Override
        String part() {
            return "broker";
        }

        @Override
        Server start(Home home) {
            BrokerConfig open = BrokerConfig.in(home.broker()).withHost(host).withPort(port);
            EmbeddedBroker broker = EmbeddedBroker.start(
                    secure
                            ? open.withAccessControl(
                                    RoleSecrets.in(home.secrets()).accessControl())
                            : open);
            return new Server("Broker at " + broker.bootstrap(), broker::close);
        }
    }

    /** {@code run registry}. */
    @Command(
            name = "registry",
            description = "A schema registry with Confluent's API (Apicurio).",
            mixinStandardHelpOptions = true)
    static final class RegistryCommand extends ServerCommand {

        @Option(names = "--port", paramLabel = "PORT", defaultValue = "8081", description = "Port; 0 takes a free one.")
        int port;

        RegistryCommand(Console console) {
            super(console);
        }

        @Override
        String part() {
            return "registry";
        }

        @Override
        Server start(Home home) {
            SchemaRegistryServer registry = SchemaRegistryServer.start(
                    RegistryConfig.in(home.registry()).withHost(host).withPort(port));
            return new Server("Schema registry at " + registry.url(), registry::close);
        }
    }

    /** {@code run consumer}. */
    @Command(
            name = "consumer",
            description = "The inference-consumer: decides on accepted photos with the models in service.",
            mixinStandardHelpOptions = true)
    static final class ConsumerCommand implements Callable<Integer> {

        private final Console console;

        @Mixin
        ClusterOptions cluster;

        @Mixin
        StoreOption store;

        @Option(
                names = "--model",
                paramLabel = "NAME",
                split = ",",
                description =
                        "Model that decides on photos; several with commas. MODEL@SOURCE+SOURCE: on those of these"
                                + " sources only. Default: car-damage.")
        List<String> models = List.of();

        @Option(
                names = "--instance",
                paramLabel = "NAME",
                description =
                        "Name of this instance, its own among all that run and the same after a restart, so that it"
                                + " goes on at once. Default: " + INSTANCE + ".")
        String instance;

        @Option(
                names = "--provider",
                paramLabel = "PROVIDER",
                split = ",",
                description = "Execution providers in order of preference: CPU, CUDA, TENSORRT. Default: CPU.")
        List<String> providers = List.of();

        @Option(names = "--device", paramLabel = "N", description = "GPU ordinal. Default: 0.")
        String device;

        @Option(
                names = "--set",
                paramLabel = "KEY=VALUE",
                description = "Any other setting of the consumer, for example consumer.sessions=2; all of them:"
                        + " infra/docs/consumer-configuration.md.")
        Map<String, String> more = Map.of();

        @Option(
                names = "--serve-shipped",
                description = "Put the shipped model into service where nothing is yet. It knows drawn photos only.")
        boolean serveShipped;

        ConsumerCommand(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() throws InterruptedException, StoreException {
            Settings settings = cluster.settings(flags(), Map.of(ConsumerSettings.INSTANCE.key(), INSTANCE));
            LogFile.open(cluster.home(), settings.text(ConsumerSettings.INSTANCE));
            InferenceConfig config = InferenceConfig.from(settings, ClusterConfig.from(settings));
            try (ObjectStore objects = store.open(cluster)) {
                if (serveShipped) {
                    new ShippedRegistration(config.cluster(), objects, Clock.systemUTC())
                            .serveIfNothingIs(ShippedModel.load());
                }
                decide(config, objects);
            }
            return ExitCode.OK;
        }

        private Map<String, String> flags() {
            Map<String, String> flags = new LinkedHashMap<>(more);
            ClusterOptions.putIfGiven(flags, ConsumerSettings.INSTANCE.key(), instance);
            ClusterOptions.putIfGiven(flags, ConsumerSettings.DEVICE.key(), device);
            ClusterOptions.putIfGiven(flags, ConsumerSettings.MODELS.key(), joined(models));
            ClusterOptions.putIfGiven(flags, ConsumerSettings.PROVIDERS.key(), joined(providers));
            return flags;
        }

        private static String joined(List<String> values) {
            return values.isEmpty() ? null : String.join(",", values);
        }

        @SuppressWarnings("try") // The stop signal is there to be installed while the consumer runs.
        private void decide(InferenceConfig config, ObjectStore objects) throws InterruptedException {
            try (Decider decider = Decider.start(config, objects);
                    StopSignal stop = StopSignal.install(decider::close)) {
                console.print("Consumer " + config.membership().instanceId().orElse("without a name") + " reads from "
                        + config.cluster().bootstrap() + "; " + decider.waitingFor());
                decider.awaitFirstPlan(plan -> console.print("Deciding with " + plan));
                decider.awaitEnd(text -> console.say("verdict run consumer: " + text));
            }
        }
    }
}
