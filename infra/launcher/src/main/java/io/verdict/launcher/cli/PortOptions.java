package io.verdict.launcher.cli;

import io.verdict.launcher.platform.Ports;
import picocli.CommandLine.Option;

/** Where a platform listens. */
final class PortOptions {

    @Option(
            names = "--broker-port",
            paramLabel = "PORT",
            defaultValue = "9092",
            description = "Kafka; 0 takes a free one. Default: ${DEFAULT-VALUE}.")
    int broker;

    @Option(
            names = "--registry-port",
            paramLabel = "PORT",
            defaultValue = "8081",
            description = "Schema registry; 0 takes a free one. Default: ${DEFAULT-VALUE}.")
    int registry;

    @Option(
            names = "--api-port",
            paramLabel = "PORT",
            defaultValue = "8090",
            description = "Read API over the views; 0 takes a free one. Default: ${DEFAULT-VALUE}.")
    int readApi;

    Ports ports() {
        return new Ports(broker, registry, readApi);
    }
}
