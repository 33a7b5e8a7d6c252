package io.verdict.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class ConfigTest {

    @Test
    void shouldRefuseImpossiblePorts() {
        assertThatThrownBy(() -> BrokerConfig.temporary().withPort(70_000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("port is 70000; give 1 to 65535, or 0 for a free one");
        assertThatThrownBy(() -> BrokerConfig.temporary().withControllerPort(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("controllerPort is -1");
        assertThatThrownBy(() -> RegistryConfig.inMemory().withPort(65_536))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("port is 65536");
        assertThatThrownBy(() -> BrokerConfig.temporary().withPort(9092).withControllerPort(9092))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("both 9092");
    }

    @Test
    void shouldNotChangeWithTheMapItWasGiven() {
        Map<String, String> given = new HashMap<>(Map.of("message.max.bytes", "1"));
        BrokerConfig broker =
                BrokerConfig.temporary().withServerProperties(given).withClientProperties(given);
        RegistryConfig registry = RegistryConfig.inMemory().withProperties(given);
        given.clear();

        assertThat(broker.serverProperties()).containsKey("message.max.bytes");
        assertThat(broker.clientProperties()).containsKey("message.max.bytes");
        assertThat(registry.properties()).containsKey("message.max.bytes");
    }

    @Test
    void shouldLayOutOneDirectoryForBoth() {
        StackConfig config = StackConfig.in(Path.of("data")).withPorts(9092, 9093, 8081);

        assertThat(config.broker().dataDirectory())
                .isEqualTo(Optional.of(Path.of("data/broker").toAbsolutePath()));
        assertThat(config.registry().dataDirectory())
                .isEqualTo(Optional.of(Path.of("data/registry").toAbsolutePath()));
        assertThat(config.broker().port()).isEqualTo(9092);
        assertThat(config.broker().controllerPort()).isEqualTo(9093);
        assertThat(config.registry().port()).isEqualTo(8081);
    }

    @Test
    void shouldLetGivenServerPropertiesWin() {
        BrokerConfig config = BrokerConfig.temporary()
                .withHost("0.0.0.0")
                .withServerProperties(
                        Map.of("log.retention.ms", "60000", "advertised.listeners", "BROKER://kafka.example:9092"));
        Properties properties = BrokerProperties.of(config, 9092, 9093, Path.of("log"));

        assertThat(properties)
                .containsEntry("log.retention.ms", "60000")
                .containsEntry("advertised.listeners", "BROKER://kafka.example:9092")
                .containsEntry("listeners", "BROKER://0.0.0.0:9092,CONTROLLER://0.0.0.0:9093")
                .containsEntry("auto.create.topics.enable", "false")
                .containsEntry("add.partitions.to.txn.retry.backoff.ms", "1");
    }

    @Test
    void shouldLetNobodyInWithoutANameWhereAccessIsControlled() {
        Account administrator = new Account("administrator", "administrator-password");
        BrokerConfig config = BrokerConfig.temporary().withAccessControl(new AccessControl(administrator, List.of()));
        Properties properties = BrokerProperties.of(
                config, 9092, 9093, Path.of("log"), Optional.of(InnerListener.on("127.0.0.1", 9094)));

        assertThat(properties.getProperty("listeners"))
                .isEqualTo("BROKER://127.0.0.1:9092,CONTROLLER://127.0.0.1:9093,INNER://127.0.0.1:9094");
        assertThat(properties.getProperty("listener.security.protocol.map"))
                .doesNotContain(":PLAINTEXT")
                .doesNotContain(":SSL");
        assertThat(properties)
                .containsEntry("super.users", "User:stack-node;User:administrator")
                .containsEntry("allow.everyone.if.no.acl.found", "false")
                .containsEntry("listener.name.broker.sasl.enabled.mechanisms", "SCRAM-SHA-512");
    }

    @Test
    void shouldRefuseAccountsThatCannotBe() {
        Account one = new Account("one", "a-password-of-one");
        assertThatThrownBy(() -> new AccessControl(one, List.of(one)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("share a name");
        assertThatThrownBy(() -> new AccessControl(one, List.of(new Account("stack-node", "a-password-of-one"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the broker itself");
        assertThatThrownBy(() -> new Account("one", "short"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("short");
        assertThatThrownBy(() -> new Account("o\"ne", "a-password-of-one"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(new AccessControl(one, List.of())).asString().doesNotContain(one.password());
    }

    @Test
    void shouldGiveTheContainerTheSameBehaviour() {
        assertThat(ContainerBroker.environment())
                .containsEntry("KAFKA_ADD_PARTITIONS_TO_TXN_RETRY_BACKOFF_MS", "1")
                .containsEntry("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
                .doesNotContainKey("KAFKA_LISTENERS");
    }
}
