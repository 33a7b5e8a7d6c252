package io.verdict.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.verdict.inference.InferenceConfig.Membership;
import io.verdict.inference.InferenceConfig.Stages;
import io.verdict.inference.batch.BatchPolicy;
import io.verdict.inference.breaker.BreakerPolicy;
import io.verdict.inference.decide.CostRate;
import io.verdict.inference.detector.ExecutionProvider;
import io.verdict.inference.detector.OptimisationLevel;
import io.verdict.inference.detector.RuntimeOptions;
import io.verdict.inference.detector.TensorRtOptions;
import io.verdict.inference.fetch.FetchPolicy;
import io.verdict.inference.loop.LoopPolicy;
import io.verdict.inference.route.ModelRoutes;
import io.verdict.inference.session.FleetPolicy;
import io.verdict.inference.session.SessionPolicy;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.ClusterSettings;
import io.verdict.topics.settings.Setting;
import io.verdict.topics.settings.SettingSources;
import io.verdict.topics.settings.Settings;
import io.verdict.topics.settings.SettingsException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConsumerSettingsTest {
    private static final ClusterConfig CLUSTER = ClusterConfig.of("localhost:9092", "mock://settings");

    @Test
    void shouldGiveTheDefaultsWhereNothingIsSaid() {
        assertThat(from(Map.of()))
                .isEqualTo(InferenceConfig.of(CLUSTER, Membership.of("consumer-1"), Set.of("car-damage")));
    }

    @Test
    void shouldSuitAGpuWhereOneIsAskedFor() {
        assertThat(from(Map.of("consumer.providers", "tensorrt, CUDA", "consumer.device", "1")))
                .isEqualTo(InferenceConfig.of(CLUSTER, Membership.of("consumer-1"), Set.of("car-damage"))
                        .withProviders(List.of(ExecutionProvider.TENSORRT, ExecutionProvider.CUDA), 1));
    }

    @Test
    void shouldTakeEverySettingToItsPlace() {
        Map<String, String> said = Map.ofEntries(
                Map.entry("consumer.instance", ""),
                Map.entry("consumer.group", "g"),
                Map.entry("consumer.models", "a, b@y+x"),
                Map.entry("consumer.providers", "CUDA"),
                Map.entry("consumer.device", "2"),
                Map.entry("consumer.sessions", "3"),
                Map.entry("consumer.batch.size", "4"),
                Map.entry("consumer.batch.delay.ms", "0"),
                Map.entry("consumer.tensorrt.engine.cache", "engines"),
                Map.entry("consumer.tensorrt.fp16", "true"),
                Map.entry("consumer.fetch.threads", "5"),
                Map.entry("consumer.decode.threads", "6"),
                Map.entry("consumer.max.photos.in.flight", "7"),
                Map.entry("consumer.max.bytes.in.flight", "8"),
                Map.entry("consumer.max.object.bytes", "9"),
                Map.entry("consumer.max.pixels", "10"),
                Map.entry("consumer.fetch.retry.first.ms", "11"),
                Map.entry("consumer.fetch.retry.longest.ms", "12"),
                Map.entry("consumer.fetch.patience.ms", "13"),
                Map.entry("consumer.fetch.object.patience.ms", "7"),
                Map.entry("consumer.breaker.failures", "14"),
                Map.entry("consumer.breaker.window", "15"),
                Map.entry("consumer.breaker.delay.ms", "16"),
                Map.entry("consumer.cost.per.hour", "1.7"),
                Map.entry("consumer.cost.currency", "INR"),
                Map.entry("consumer.commit.busy.ms", "18"),
                Map.entry("consumer.commit.idle.ms", "19"),
                Map.entry("consumer.commit.give.up.ms", "20"),
                Map.entry("consumer.stop.deadline.ms", "21"),
                Map.entry("consumer.restart.pause.ms", "22"),
                Map.entry("consumer.max.uncommitted.records", "23"),
                Map.entry("consumer.model.memory.bytes", "24"),
                Map.entry("consumer.model.idle.ms", "25"),
                Map.entry("consumer.shadow", "false"),
                Map.entry("consumer.predictions", "false"));
        assertThat(said.keySet())
                .containsExactlyInAnyOrderElementsOf(ConsumerSettings.GROUP.settings().stream()
                        .map(Setting::key)
                        .toList());

        assertThat(from(said))
                .isEqualTo(new InferenceConfig(
                        CLUSTER,
                        new Membership("g", Optional.empty()),
                        ModelRoutes.parse(List.of("a", "b@x+y")),
                        new Stages(5, 6, 7, 8),
                        new SessionPolicy(
                                3,
                                new RuntimeOptions(
                                        List.of(ExecutionProvider.CUDA),
                                        OptimisationLevel.ALL,
                                        1,
                                        2,
                                        new TensorRtOptions(Optional.of(Path.of("engines")), true)),
                                new BatchPolicy(4, Duration.ZERO),
                                new BreakerPolicy(14, 15, Duration.ofMillis(16))),
                        new FleetPolicy(24, Duration.ofMillis(25)),
                        new FetchPolicy(
                                9,
                                Duration.ofMillis(11),
                                Duration.ofMillis(12),
                                Duration.ofMillis(13),
                                Duration.ofMillis(7)),
                        10,
                        new CostRate(new BigDecimal("1.7"), "INR"),
                        new LoopPolicy(
                                Duration.ofMillis(18),
                                Duration.ofMillis(19),
                                Duration.ofMillis(20),
                                Duration.ofMillis(21),
                                Duration.ofMillis(22),
                                23),
                        false,
                        false));
    }

    @Test
    void shouldListEveryBadValueAtOnce() {
        Map<String, String> bad = new HashMap<>();
        ConsumerSettings.GROUP.settings().forEach(setting -> bad.put(setting.key(), "!"));
        bad.put("consumer.group", " ");
        bad.put("consumer.models", "a,,b");
        bad.put("consumer.max.pixels", "99999999999999999999");
        bad.put("consumer.providers", "CPU,CUDDA");
        bad.put("consumer.tensorrt.engine.cache", "");
        // Anything will do.
        bad.remove("consumer.instance");

        assertThatThrownBy(() -> from(bad))
                .asInstanceOf(type(SettingsException.class))
                .satisfies(refusal -> {
                    assertThat(refusal.problems()).hasSize(bad.size());
                    bad.keySet().forEach(key -> assertThat(refusal).hasMessageContaining("--" + key + " "));
                    assertThat(refusal).hasMessageContaining("Did you mean CUDA?");
                });
    }

    @Test
    void shouldListEveryContradictionAtOnce() {
        assertThatThrownBy(() -> from(Map.of(
                        "consumer.breaker.failures", "11",
                        "consumer.fetch.retry.first.ms", "6000",
                        "consumer.sessions", "3000000000")))
                .asInstanceOf(type(SettingsException.class))
                .satisfies(refusal -> assertThat(refusal.problems()).hasSize(3))
                .satisfies(refusal -> assertThat(refusal)
                        .hasMessageContaining("consumer.breaker.window is 10, which is below")
                        .hasMessageContaining("consumer.fetch.retry.longest.ms is 5000, which is below")
                        .hasMessageContaining("consumer.sessions is 3000000000, which is too many"));
    }

    @Test
    void shouldHaveADefaultThatPassesItsOwnCheck() {
        assertThat(ConsumerSettings.GROUP.settings())
                .allSatisfy(setting ->
                        assertThat(setting.check().problem(setting.fallback())).isEmpty());
    }

    private static InferenceConfig from(Map<String, String> flags) {
        Settings settings = Settings.resolve(
                SettingSources.of(flags, Map.of(), Optional.empty()),
                List.of(ClusterSettings.GROUP, ConsumerSettings.GROUP));
        return InferenceConfig.from(settings, CLUSTER);
    }
}
