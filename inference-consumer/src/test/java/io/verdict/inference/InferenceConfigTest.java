package io.verdict.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.inference.InferenceConfig.Membership;
import io.verdict.inference.InferenceConfig.Stages;
import io.verdict.inference.decide.CostRate;
import io.verdict.inference.detector.ExecutionProvider;
import io.verdict.topics.ClusterConfig;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InferenceConfigTest {
    private final InferenceConfig config = InferenceConfig.of(
            ClusterConfig.of("localhost:9092", "mock://config"), Membership.of("a"), Set.of("car-damage"));

    @Test
    void shouldRunAsManyDecodersAndSessionsAsThereAreCores() {
        int cores = Runtime.getRuntime().availableProcessors();

        assertThat(config.stages().decodeThreads()).isEqualTo(cores);
        assertThat(config.session().sessions()).isEqualTo(cores);
        assertThat(config.session().runtime().threads()).isEqualTo(1);
        assertThat(config.membership()).isEqualTo(new Membership("inference", Optional.of("a")));
        assertThat(config.shadow()).isTrue();
    }

    @Test
    void shouldMakeLargerBatchesOnFewerSessionsForAGpu() {
        InferenceConfig gpu = config.withProviders(List.of(ExecutionProvider.TENSORRT, ExecutionProvider.CUDA), 1);

        assertThat(gpu.session().batch().maxSize())
                .isGreaterThan(config.session().batch().maxSize());
        assertThat(gpu.session().sessions()).isEqualTo(2);
        assertThat(gpu.session().runtime().device()).isEqualTo(1);
        assertThat(config.withProviders(List.of(ExecutionProvider.CPU), 0)).isEqualTo(config);
    }

    @Test
    void shouldChangeOneThingAtATime() {
        CostRate rate = new CostRate(BigDecimal.ONE, "INR");
        Stages stages = new Stages(1, 1, 1, 1);

        assertThat(config.withCost(rate).cost()).isEqualTo(rate);
        assertThat(config.withStages(stages).stages()).isEqualTo(stages);
        assertThat(config.withMaxPixels(7).maxPixels()).isEqualTo(7);
        assertThat(config.withoutShadow().shadow()).isFalse();
        assertThat(config.withFetch(config.fetch())).isEqualTo(config);
        assertThat(config.withLoop(config.loop().withStopWithin(Duration.ofSeconds(1)))
                        .loop()
                        .stopWithin())
                .hasSeconds(1);
    }

    @Test
    void shouldRefuseWhatCannotWork() {
        ClusterConfig cluster = config.cluster();
        assertThatThrownBy(() -> InferenceConfig.of(cluster, Membership.of("a"), Set.of()))
                .hasMessageContaining("No models");
        assertThatThrownBy(() -> config.withMaxPixels(0)).hasMessageContaining("maxPixels");
        assertThatThrownBy(() -> new Stages(0, 1, 1, 1)).hasMessageContaining("at least 1");
    }
}
