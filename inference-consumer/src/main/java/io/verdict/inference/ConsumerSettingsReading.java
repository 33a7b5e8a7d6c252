package io.verdict.inference;

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
import io.verdict.topics.settings.Setting;
import io.verdict.topics.settings.Settings;
import io.verdict.topics.settings.SettingsException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Turns the consumer's settings into its configuration; each value is well formed already, by its own check. */
final class ConsumerSettingsReading {
    private final Settings settings;

    ConsumerSettingsReading(Settings settings) {
        this.settings = settings;
    }

    InferenceConfig read(ClusterConfig cluster) {
        refuseContradictions();
        String instance = settings.text(ConsumerSettings.INSTANCE).strip();
        Membership membership = new Membership(
                settings.text(ConsumerSettings.GROUP_ID).strip(),
                instance.isEmpty() ? Optional.empty() : Optional.of(instance));
        InferenceConfig suited = InferenceConfig.of(
                        cluster,
                        membership,
                        ModelRoutes.parse(list(ConsumerSettings.MODELS).toList()))
                .withProviders(providers(), count(ConsumerSettings.DEVICE, 0));
        InferenceConfig config = suited.withSession(session(suited.session()))
                .withFleet(new FleetPolicy(whole(ConsumerSettings.MODEL_MEMORY), millis(ConsumerSettings.MODEL_IDLE)))
                .withStages(stages(suited.stages()))
                .withFetch(new FetchPolicy(
                        whole(ConsumerSettings.MAX_OBJECT_BYTES),
                        millis(ConsumerSettings.FIRST_RETRY),
                        millis(ConsumerSettings.LONGEST_RETRY),
                        millis(ConsumerSettings.PATIENCE),
                        millis(ConsumerSettings.OBJECT_PATIENCE)))
                .withMaxPixels(whole(ConsumerSettings.MAX_PIXELS))
                .withCost(new CostRate(
                        new BigDecimal(settings.text(ConsumerSettings.COST_PER_HOUR)),
                        settings.text(ConsumerSettings.COST_CURRENCY)))
                .withLoop(new LoopPolicy(
                        millis(ConsumerSettings.COMMIT_BUSY),
                        millis(ConsumerSettings.COMMIT_IDLE),
                        millis(ConsumerSettings.GIVE_UP_AFTER),
                        millis(ConsumerSettings.STOP_WITHIN),
                        millis(ConsumerSettings.RESTART_PAUSE),
                        count(ConsumerSettings.MAX_UNCOMMITTED, 0)));
        InferenceConfig shadowed = isOn(ConsumerSettings.SHADOW) ? config : config.withoutShadow();
        return isOn(ConsumerSettings.PREDICTIONS) ? shadowed : shadowed.withoutPredictions();
    }

    /** What no single setting can see. */
    private void refuseContradictions() {
        List<String> problems = new ArrayList<>();
        atLeast(ConsumerSettings.BREAKER_WINDOW, ConsumerSettings.BREAKER_FAILURES, problems);
        atLeast(ConsumerSettings.LONGEST_RETRY, ConsumerSettings.FIRST_RETRY, problems);
        Stream.of(
                        ConsumerSettings.DEVICE,
                        ConsumerSettings.SESSIONS,
                        ConsumerSettings.BATCH_SIZE,
                        ConsumerSettings.FETCH_THREADS,
                        ConsumerSettings.DECODE_THREADS,
                        ConsumerSettings.MAX_PHOTOS,
                        ConsumerSettings.BREAKER_FAILURES,
                        ConsumerSettings.BREAKER_WINDOW,
                        ConsumerSettings.MAX_UNCOMMITTED)
                .filter(setting -> !isAuto(setting) && whole(setting) > Integer.MAX_VALUE)
                .map(setting -> "%s is %d, which is too many. Write at most %d."
                        .formatted(setting.key(), whole(setting), Integer.MAX_VALUE))
                .forEach(problems::add);
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
    }

    private void atLeast(Setting larger, Setting smaller, List<String> problems) {
        if (whole(larger) < whole(smaller)) {
            problems.add("%s is %d, which is below %s (%d). Raise the one or lower the other."
                    .formatted(larger.key(), whole(larger), smaller.key(), whole(smaller)));
        }
    }

    private SessionPolicy session(SessionPolicy suited) {
        RuntimeOptions runtime = new RuntimeOptions(
                suited.runtime().providers(),
                OptimisationLevel.ALL,
                suited.runtime().threads(),
                suited.runtime().device(),
                tensorRt());
        Duration delay =
                isAuto(ConsumerSettings.BATCH_DELAY) ? suited.batch().maxDelay() : millis(ConsumerSettings.BATCH_DELAY);
        return new SessionPolicy(
                count(ConsumerSettings.SESSIONS, suited.sessions()),
                runtime,
                new BatchPolicy(
                        count(ConsumerSettings.BATCH_SIZE, suited.batch().maxSize()), delay),
                new BreakerPolicy(
                        count(ConsumerSettings.BREAKER_FAILURES, 0),
                        count(ConsumerSettings.BREAKER_WINDOW, 0),
                        millis(ConsumerSettings.BREAKER_DELAY)));
    }

    private TensorRtOptions tensorRt() {
        String cache = settings.text(ConsumerSettings.TENSORRT_CACHE).strip();
        return new TensorRtOptions(
                cache.equals(SettingChecks.NONE) ? Optional.empty() : Optional.of(Path.of(cache)),
                settings.text(ConsumerSettings.TENSORRT_FP16).equals("true"));
    }

    private Stages stages(Stages suited) {
        return new Stages(
                count(ConsumerSettings.FETCH_THREADS, suited.fetchThreads()),
                count(ConsumerSettings.DECODE_THREADS, suited.decodeThreads()),
                count(ConsumerSettings.MAX_PHOTOS, suited.maxPhotosInFlight()),
                whole(ConsumerSettings.MAX_BYTES));
    }

    private List<ExecutionProvider> providers() {
        return list(ConsumerSettings.PROVIDERS)
                .map(SettingChecks::provider)
                .map(ExecutionProvider::valueOf)
                .distinct()
                .toList();
    }

    private Stream<String> list(Setting setting) {
        return Arrays.stream(settings.text(setting).split(",")).map(String::strip);
    }

    private boolean isOn(Setting setting) {
        return settings.text(setting).equals("true");
    }

    private boolean isAuto(Setting setting) {
        return settings.text(setting).equals(SettingChecks.AUTO);
    }

    /** The number, or what suits the machine where it is left to that. */
    private int count(Setting setting, int suited) {
        return isAuto(setting) ? suited : Math.toIntExact(whole(setting));
    }

    private Duration millis(Setting setting) {
        return Duration.ofMillis(whole(setting));
    }

    private long whole(Setting setting) {
        return Long.parseLong(settings.text(setting));
    }
}
