package io.verdict.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.topics.settings.SettingSources;
import io.verdict.topics.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterConfigTest {
    private static final String JAAS = "org.apache.kafka.common.security.plain.PlainLoginModule required"
            + " username=\"me\" password=\"hunter2\";";

    @TempDir
    Path directory;

    @Test
    void shouldPointToThisMachineByDefault() {
        ClusterConfig config = ClusterConfig.from(SettingSources.of(Map.of(), Map.of(), Optional.empty()));

        assertThat(config).isEqualTo(ClusterConfig.of("localhost:9092", "http://localhost:8081"));
    }

    @Test
    void shouldReadAnOrdinaryClientPropertiesFile() throws IOException {
        Path file = Files.writeString(directory.resolve("client.properties"), """
                bootstrap.servers=b-1:9098,b-2:9098
                schema.registry.url=https://registry:8443
                security.protocol=SASL_SSL
                sasl.mechanism=PLAIN
                sasl.jaas.config=%s
                basic.auth.credentials.source=USER_INFO
                basic.auth.user.info=me:hunter2
                """.formatted(JAAS));

        ClusterConfig config = ClusterConfig.from(
                SettingSources.of(Map.of(), Map.of("VERDICT_SASL_MECHANISM", "SCRAM-SHA-512"), Optional.of(file)));

        assertThat(config.bootstrap()).isEqualTo("b-1:9098,b-2:9098");
        assertThat(config.registry()).isEqualTo("https://registry:8443");
        assertThat(config.extra())
                .containsEntry("sasl.mechanism", "SCRAM-SHA-512")
                .containsEntry("sasl.jaas.config", JAAS);
    }

    @Test
    void shouldGiveTheRegistrysSecretsToTheRegistryOnly() {
        ClusterConfig config =
                new ClusterConfig("b:1", "http://r", Map.of("basic.auth.user.info", "me:hunter2", "client.rack", "a"));

        assertThat(config.kafkaConfig())
                .containsOnly(Map.entry("bootstrap.servers", "b:1"), Map.entry("client.rack", "a"));
        assertThat(config.serdeConfig())
                .containsEntry("schema.registry.url", "http://r")
                .containsEntry("basic.auth.user.info", "me:hunter2");
    }

    @Test
    void shouldShowNoSecret() {
        ClusterConfig config = new ClusterConfig(
                "b:1",
                "https://me:hunter2@registry:8443",
                Map.of(
                        "sasl.jaas.config", JAAS,
                        "basic.auth.user.info", "me:hunter2",
                        "bearer.auth.token", "hunter2",
                        "ssl.keystore.password", "hunter2",
                        "ssl.keystore.key", "hunter2",
                        "sasl.oauthbearer.assertion.private.key.passphrase", "hunter2",
                        "sasl.oauthbearer.client.credentials.client.secret", "hunter2",
                        "sasl.oauthbearer.token.endpoint.url", "https://me:hunter2@sso",
                        "security.protocol", "SASL_SSL"));

        assertThat(config.toString())
                .doesNotContain("hunter2")
                .contains("bootstrap=b:1", "@registry:8443", "security.protocol=SASL_SSL", "sasl.jaas.config=***");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "localhost:0", "localhost:70000", "a:9092,", "a b:9092", ":9092"})
    void shouldRefuseBootstrapServersThatCannotBe(String value) {
        assertThatThrownBy(() -> fromFlags(Map.of("bootstrap", value)))
                .isInstanceOf(SettingsException.class)
                .hasMessage("--bootstrap is '" + value
                        + "', which is not host:port. Write for example localhost:9092, several with commas.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[::1]:9092", "b-1.msk.example:9098,b-2.msk.example:9098", "10.0.0.1:1"})
    void shouldTakeBootstrapServers(String value) {
        assertThat(fromFlags(Map.of("bootstrap", value)).bootstrap()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:8081", "ftp://localhost", "http:// ", "http://a,b"})
    void shouldRefuseRegistriesThatCannotBe(String value) {
        assertThatThrownBy(() -> fromFlags(Map.of("registry", value)))
                .hasMessageStartingWith("--registry is '" + value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://r:8081/apis/ccompat/v7", "https://a,https://b", "mock://test"})
    void shouldTakeRegistries(String value) {
        assertThat(fromFlags(Map.of("registry", value)).registry()).isEqualTo(value);
    }

    @Test
    void shouldNotRepeatAPasswordInAnError() {
        assertThatThrownBy(() -> fromFlags(Map.of("registry", "ftp://me:hunter2@registry")))
                .hasMessageContaining("@registry")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void shouldRefuseWhatWouldBreakExactlyOnce() {
        assertThatThrownBy(() -> fromFlags(Map.of("isolation.level", "read_uncommitted", "acks", "1")))
                .hasMessageContaining("--acks cannot be set: the platform sets it")
                .hasMessageContaining("--isolation.level cannot be set");
    }

    @Test
    void shouldHintAtMisspeltSecurityProperties() {
        assertThatThrownBy(() -> fromFlags(Map.of("security.protcol", "SSL")))
                .hasMessage("--security.protcol is unknown. Did you mean security.protocol?");
    }

    private static ClusterConfig fromFlags(Map<String, String> flags) {
        return ClusterConfig.from(SettingSources.of(flags, Map.of(), Optional.empty()));
    }
}
