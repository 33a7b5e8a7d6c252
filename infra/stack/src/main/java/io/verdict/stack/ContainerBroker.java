package io.verdict.stack;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.common.utils.AppInfoParser;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * Apache Kafka's own image in a container, of the same version and with the same settings as the embedded broker; for
 * tests where Docker is present.
 *
 * <p>Needs Testcontainers on the class path, which the {@code containers} profile puts there.
 */
public final class ContainerBroker implements Broker {
    private final KafkaContainer container;

    private ContainerBroker(KafkaContainer container) {
        this.container = container;
    }

    /**
     * Starts a container and returns when the broker in it is ready.
     *
     * @throws StackException when no Docker engine answers, or when the container does not start
     */
    public static ContainerBroker start() {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            throw new StackException("No Docker engine answers, so no broker can be started in a container."
                    + " Start Docker (`docker info` must succeed) or set DOCKER_HOST, or build without -Pcontainers"
                    + " to use the embedded broker.");
        }
        KafkaContainer container = new KafkaContainer(
                        DockerImageName.parse("apache/kafka:" + AppInfoParser.getVersion()))
                .withEnv(environment());
        try {
            container.start();
            return new ContainerBroker(container);
        } catch (RuntimeException e) {
            container.stop();
            throw new StackException(
                    "The broker's container " + container.getDockerImageName() + " did not start: " + e.getMessage()
                            + ". `docker pull` it by hand to see whether the image can be had.",
                    e);
        }
    }

    @Override
    public String bootstrap() {
        return container.getBootstrapServers();
    }

    @Override
    public Optional<Throwable> fault() {
        return container.isRunning()
                ? Optional.empty()
                : Optional.of(new IllegalStateException("The broker's container has ended"));
    }

    @Override
    public void close() {
        container.stop();
    }

    /** The settings as the image takes them: {@code log.retention.ms} as {@code KAFKA_LOG_RETENTION_MS}. */
    static Map<String, String> environment() {
        return BrokerProperties.behaviour().entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> "KAFKA_"
                                + entry.getKey().toString().replace('.', '_').toUpperCase(Locale.ROOT),
                        entry -> entry.getValue().toString()));
    }
}
