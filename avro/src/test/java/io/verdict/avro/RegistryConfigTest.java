package io.verdict.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryConfigTest {

    private static final String SECRET = "hunter2";

    @Test
    void shouldHaveDefaults() {
        RegistryConfig config = RegistryConfig.from(Map.of("schema.registry.url", "http://localhost:8081/"));

        assertThat(config.urls()).containsExactly(URI.create("http://localhost:8081"));
        assertThat(config.mockScope()).isEmpty();
        assertThat(config.authorization()).isEmpty();
        assertThat(config.tls()).isEmpty();
        assertThat(config.retry()).isEqualTo(new RetryPolicy(5, Duration.ofMillis(100), Duration.ofSeconds(2)));
        assertThat(config.connectTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.readTimeout()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void shouldTakePropertiesWithAndWithoutThePrefix() {
        RegistryConfig config = RegistryConfig.from(Map.of(
                "schema.registry.url", "https://one:1,https://two:2/path/",
                "schema.registry.max.retries", 9,
                "retries.wait.ms", 7L,
                "retries.max.wait.ms", "8",
                "http.connect.timeout.ms", "1",
                "schema.registry.http.read.timeout.ms", "2"));

        assertThat(config.urls()).containsExactly(URI.create("https://one:1"), URI.create("https://two:2/path"));
        assertThat(config.retry()).isEqualTo(new RetryPolicy(9, Duration.ofMillis(7), Duration.ofMillis(8)));
        assertThat(config.connectTimeout()).isEqualTo(Duration.ofMillis(1));
        assertThat(config.readTimeout()).isEqualTo(Duration.ofMillis(2));
    }

    @Test
    void shouldFindCredentialsWhereTheSourceSays() {
        assertThat(authorization(Map.of(
                        "schema.registry.basic.auth.credentials.source",
                        "user_info",
                        "schema.registry.basic.auth.user.info",
                        new Password("me:" + SECRET))))
                .isEqualTo("Basic me:" + SECRET);
        assertThat(authorization(Map.of("schema.registry.url", "http://me:" + SECRET + "@localhost:8081")))
                .isEqualTo("Basic me:" + SECRET);
        assertThat(authorization(Map.of(
                        "basic.auth.credentials.source",
                        "SASL_INHERIT",
                        "sasl.jaas.config",
                        new Password("org.apache.kafka.common.security.scram.ScramLoginModule required "
                                + "username=\"me\" password=\"a\\\"b\";"))))
                .isEqualTo("Basic me:a\"b");
        assertThat(RegistryConfig.from(Map.of("schema.registry.url", "http://localhost:1", "bearer.auth.token", "t"))
                        .authorization()
                        .orElseThrow()
                        .header())
                .isEqualTo("Bearer t");
    }

    @Test
    void shouldHideSecretsInItsText() {
        RegistryConfig config = RegistryConfig.from(Map.of(
                "schema.registry.url",
                "http://me:" + SECRET + "@localhost:8081",
                "schema.registry.ssl.keystore.location",
                "keys.jks",
                "schema.registry.ssl.keystore.password",
                SECRET,
                "schema.registry.ssl.key.password",
                SECRET));

        assertThat(config.toString()).doesNotContain(SECRET).contains("localhost:8081", "keys.jks");
        assertThat(new ConfigValues(Map.of("password", SECRET)).toString()).doesNotContain(SECRET);
        assertThat(config.urls()).containsExactly(URI.create("http://localhost:8081"));
    }

    @Test
    void shouldSayWhatIsMissingOrWrong() {
        String url = "http://localhost:1";
        assertThatThrownBy(() -> RegistryConfig.from(Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll("schema.registry.url", "http://localhost:8081");
        assertThatThrownBy(() -> RegistryConfig.from(
                        Map.of("schema.registry.url", url, "basic.auth.credentials.source", "USER_INFO")))
                .hasMessageContaining("basic.auth.user.info");
        assertThatThrownBy(() -> RegistryConfig.from(
                        Map.of("schema.registry.url", url, "basic.auth.credentials.source", "SASL_INHERIT")))
                .hasMessageContaining("sasl.jaas.config");
        assertThatThrownBy(() -> RegistryConfig.from(Map.of(
                        "schema.registry.url",
                        url,
                        "basic.auth.credentials.source",
                        "SASL_INHERIT",
                        "sasl.jaas.config",
                        "Module required password=\"" + SECRET + "\";")))
                .hasMessageContaining("username")
                .hasMessageNotContaining(SECRET);
        assertThatThrownBy(() -> RegistryConfig.from(
                        Map.of("schema.registry.url", url, "basic.auth.credentials.source", "VAULT")))
                .hasMessageContainingAll("VAULT", "USER_INFO");
        assertThatThrownBy(() -> RegistryConfig.from(Map.of("schema.registry.url", url, "max.retries", "many")))
                .hasMessageContaining("max.retries");
        assertThatThrownBy(() -> RegistryConfig.from(Map.of("schema.registry.url", url, "max.retries", "-1")))
                .hasMessageContaining("max.retries");
        assertThatThrownBy(() -> SerdeConfig.from(Map.of("auto.register.schemas", "maybe"), false))
                .hasMessageContaining("auto.register.schemas");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:8081", "ftp://localhost", "http://", "http://me:hunter2@bad host"})
    void shouldRefuseWhatIsNoAddressWithoutRepeatingIt(String url) {
        assertThatThrownBy(() -> RegistryConfig.from(Map.of("schema.registry.url", url)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("schema.registry.url")
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void shouldShareARegistryInMemoryByScope() {
        SchemaRegistry one = SchemaRegistry.from(Map.of("schema.registry.url", "mock://scope-a"));
        SchemaRegistry same = SchemaRegistry.from(Map.of("schema.registry.url", "mock://scope-a"));
        SchemaRegistry other = SchemaRegistry.from(Map.of("schema.registry.url", "mock://scope-b"));

        assertThat(one).isSameAs(same).isNotSameAs(other);
    }

    @Test
    void shouldWaitLongerEachTimeUpToTheBound() {
        RetryPolicy policy = new RetryPolicy(5, Duration.ofMillis(100), Duration.ofSeconds(2));
        Random random = new Random(1);

        for (int i = 0; i < 500; i++) {
            assertThat(policy.wait(1, random)).isBetween(Duration.ZERO, Duration.ofMillis(100));
            assertThat(policy.wait(3, random)).isBetween(Duration.ZERO, Duration.ofMillis(400));
            assertThat(policy.wait(60, random)).isBetween(Duration.ZERO, Duration.ofSeconds(2));
        }
    }

    private static String authorization(Map<String, ?> more) {
        Map<String, Object> config = new HashMap<>(Map.of("schema.registry.url", "http://localhost:8081"));
        config.putAll(more);
        String header =
                RegistryConfig.from(config).authorization().orElseThrow().header();
        return "Basic " + new String(Base64.getDecoder().decode(header.substring("Basic ".length())));
    }
}
