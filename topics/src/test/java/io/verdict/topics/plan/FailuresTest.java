package io.verdict.topics.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.avro.RegistryUnavailableException;
import io.verdict.topics.ClusterConfig;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SecurityDisabledException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailuresTest {
    private final Failures failures = new Failures(ClusterConfig.of("b:9092", "http://r:8081"));

    static Stream<Arguments> shouldSayWhatWasWrongAndWhatToDo() {
        return Stream.of(
                Arguments.of(new TimeoutException("deadline"), "no broker answers at b:9092. Check"),
                Arguments.of(new java.util.concurrent.TimeoutException(), "no broker answers at b:9092. Check"),
                Arguments.of(new SaslAuthenticationException("bad password"), "(bad password). Check security.*"),
                Arguments.of(new TopicAuthorizationException("images: no"), "not allowed (images: no)."),
                Arguments.of(new SecurityDisabledException("off"), "has no authorizer"),
                Arguments.of(new InvalidReplicationFactorException("3 > 1"), "too few brokers are up"),
                Arguments.of(new TopicExistsException("images"), "Plan again."),
                Arguments.of(
                        new ConfigException("No resolvable bootstrap urls"), "No resolvable bootstrap urls. Check"),
                Arguments.of(new RegistryUnavailableException("Registry is gone", null), "Registry is gone"),
                Arguments.of(new PolicyViolationException("not here"), "not here"),
                Arguments.of(new IllegalStateException(), "java.lang.IllegalStateException"));
    }

    @ParameterizedTest
    @MethodSource
    void shouldSayWhatWasWrongAndWhatToDo(Exception thrown, String expected) {
        assertThat(failures.cause(thrown)).contains(expected);
        assertThat(failures.cause(new ExecutionException(thrown))).contains(expected);
        assertThat(failures.whileDoing("do it", new KafkaException("wrapper", thrown)))
                .hasMessageStartingWith("Cannot do it: ")
                .hasMessageContaining(expected);
    }
}
