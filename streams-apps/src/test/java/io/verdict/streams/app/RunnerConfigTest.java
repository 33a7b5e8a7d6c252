package io.verdict.streams.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.streams.pricing.PriceTable;
import io.verdict.streams.pricing.PricingApp;
import io.verdict.topics.ClusterConfig;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunnerConfigTest {

    private static final ClusterConfig CLUSTER = ClusterConfig.of("localhost:9092", "mock://runner-config");
    private static final Path STATE = Path.of("state");
    private static final StreamsApp APP = PricingApp.create(PriceTable.shipped());

    @Test
    void shouldTellProcessesOfOneAppApart() {
        RunnerConfig first = RunnerConfig.of(CLUSTER, APP, STATE, "host-1");
        RunnerConfig second = RunnerConfig.of(CLUSTER, APP, STATE, "host-2");

        assertThat(second.applicationId()).isEqualTo(first.applicationId());
        assertThat(memberId(first)).isEqualTo("verdict-pricing-host-1");
        assertThat(memberId(second)).isEqualTo("verdict-pricing-host-2");
    }

    @Test
    void shouldKeepTheNameOfTheOnlyProcess() {
        RunnerConfig single = RunnerConfig.single(CLUSTER, APP, STATE);
        assertThat(single).isEqualTo(RunnerConfig.of(CLUSTER, APP, STATE, "single"));
        assertThat(single.instanceId()).isEqualTo(Optional.of("single"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "host 1", "host/1", "h\u00f6st"})
    void shouldRefuseANameThatKafkaDoesNotTake(String name) {
        assertThatThrownBy(() -> RunnerConfig.of(CLUSTER, APP, STATE, name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + name + "'");
    }

    private static Object memberId(RunnerConfig config) {
        return StreamsProperties.of(config, Pace.PROMPT).get("main.consumer.group.instance.id");
    }
}
