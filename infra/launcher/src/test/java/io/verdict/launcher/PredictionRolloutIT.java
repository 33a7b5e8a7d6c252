package io.verdict.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.verdict.events.Arm;
import io.verdict.events.ModelEvent;
import io.verdict.events.PredictionCompleted;
import io.verdict.events.PredictionFailed;
import io.verdict.events.PredictionFailureReason;
import io.verdict.events.RolledBack;
import io.verdict.events.RolloutAdvanced;
import io.verdict.events.RolloutStage;
import io.verdict.events.RolloutStarted;
import io.verdict.events.StageHealthy;
import io.verdict.inference.InferenceConfig;
import io.verdict.inference.InferenceConfig.Membership;
import io.verdict.inference.route.Routing;
import io.verdict.launcher.platform.Decider;
import io.verdict.launcher.testing.Cli;
import io.verdict.launcher.testing.Cli.Answer;
import io.verdict.launcher.testing.Facts;
import io.verdict.launcher.testing.RequestLoad;
import io.verdict.launcher.testing.SharedCluster;
import io.verdict.launcher.testing.SmallClassifier;
import io.verdict.launcher.testing.VerdictProcess;
import io.verdict.streams.app.RunnerConfig;
import io.verdict.streams.app.StreamsApp;
import io.verdict.streams.app.StreamsRunner;
import io.verdict.streams.registry.RegistryApp;
import io.verdict.streams.rollout.RolloutApp;
import io.verdict.streams.rollout.RolloutConfig;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rollouts of tabular models that go on and back by what is measured of them (REG-4, MON-2), and answers that are exactly
 * once whatever moment the consumer dies (INF-2). The long form of the latter: {@code -Dit.test=PredictionRolloutIT
 * -Dkills=20}.
 */
class PredictionRolloutIT {

    /** Its versions shadow the champion first, and go on soon. */
    private static final String SHADOWED = "small-shadowed";

    /** Its versions begin as canaries, and remain it for long. */
    private static final String WATCHED = "small-watched";

    private static final int REQUESTS_PER_SECOND = 60;
    private static final int CANARY_BASIS_POINTS = 5_000;
    private static final int KILLS = Integer.getInteger("kills", 1);
    private static final String GROUP = "inference-rollout-it";
    private static final String INSTANCE = "one";
    private static final String NO_PHOTOS = "none-of-photos";
    private static final RolloutConfig WINDOWS = new RolloutConfig(Duration.ofMillis(500), 5, Duration.ofSeconds(60));

    @TempDir
    static Path folder;

    private static final List<StreamsRunner> APPS = new ArrayList<>();
    private static ClusterConfig cluster;
    private static Cli cli;

    @BeforeAll
    static void start() throws Exception {
        cluster = SharedCluster.ready();
        cli = new Cli("--bootstrap", cluster.bootstrap(), "--registry", cluster.registry());
        run(RegistryApp.create());
        run(RolloutApp.create(WINDOWS));
        declare(SHADOWED, true, 1);
        bring(SHADOWED, "1", SmallClassifier.sound(1));
        declare(WATCHED, false, 600);
        bring(WATCHED, "1", SmallClassifier.sound(1));
    }

    @AfterAll
    static void stop() {
        APPS.forEach(StreamsRunner::close);
    }

    private static void run(StreamsApp app) {
        Path state = Path.of(
                "target",
                "it-prediction-" + app.name() + "-" + ProcessHandle.current().pid());
        StreamsRunner runner = new StreamsRunner(app, RunnerConfig.single(cluster, app, state), Clock.systemUTC());
        runner.start();
        APPS.add(runner);
    }

    private static String done(String... words) {
        Answer answer = cli.run(words);
        assertThat(answer.code()).as(answer.out() + answer.err()).isZero();
        return answer.out();
    }

    private static void declare(String model, boolean shadow, int healthySeconds) throws IOException {
        String yaml = """
                model: %s
                task: classification
                description: The larger of two numbers.
                input: two numbers
                classes:
                  - name: left
                  - name: right
                gates:
                  - name: accuracy
                    metric: accuracy
                    atLeast: 0.5
                rollout:
                  shadow: %s
                  canaryPercent: 50
                  healthySeconds: %d
                  leastDecisions: 10
                  highestErrorRate: 0.1
                  highestP95Millis: 60000
                  highestDisagreement: 0.2
                  promoteAutomatically: true
                  deployOnApproval: true
                approval:
                  approvals: 1
                  role: ml-engineer
                  automatic: true
                owner: platform
                costTag: %s
                """.formatted(model, shadow, healthySeconds, model);
        Path file = Files.writeString(folder.resolve(model + ".yaml"), yaml);
        done("model", "declare", file.toString(), "--as", "mia");
    }

    /** Registers and evaluates a version; the declared policy approves it and begins to roll it out. */
    private static void bring(String model, String version, byte[] graph) throws IOException {
        Path artifact = Files.write(folder.resolve(model + "-" + version + ".onnx"), graph);
        Path metrics = Files.writeString(
                folder.resolve("metrics.json"),
                "{\"data\":{\"test\":{\"sha256\":\"%s\"}},\"measurements\":[{\"metric\":\"accuracy\",\"value\":0.9}]}"
                        .formatted("ab".repeat(32)));
        done(
                "model",
                "register",
                model,
                "--artifact",
                artifact.toString(),
                "--store",
                SharedCluster.storeUri(),
                "--as-version",
                version,
                "--author",
                "ada",
                "--as",
                "ada");
        done(
                "model",
                "evaluate",
                model,
                version,
                "--role",
                "evaluator",
                "--metrics",
                metrics.toString(),
                "--dataset",
                "held out",
                "--as",
                "eva");
    }

    private static <F> List<F> of(Facts facts, String model, Class<F> type) {
        return facts.all(ModelEvent.class).stream()
                .filter(event -> event.getModel().equals(model))
                .map(ModelEvent::getFact)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /** One request in five is one that no version takes, which is no version's fault. */
    private static RequestLoad load(String model, AtomicBoolean fatal) {
        return RequestLoad.start(cluster, model, REQUESTS_PER_SECOND, index -> {
            if (index % 5 == 0) {
                return SmallClassifier.badRow();
            }
            double left = fatal.get() ? SmallClassifier.FRAGILE_FROM + 1 : 4;
            return SmallClassifier.row(left, index % 2 == 0 ? 1 : 7);
        });
    }

    @Test
    void shouldPromoteAndTakeBackVersionsByItself() throws Exception {
        AtomicBoolean sunrise = new AtomicBoolean();
        InferenceConfig config =
                InferenceConfig.of(cluster, new Membership(GROUP, Optional.of(INSTANCE)), Set.of(NO_PHOTOS));
        try (Decider decider = Decider.start(config, SharedCluster.store());
                Facts models = Facts.of(cluster, Topics.MODELS);
                RequestLoad shadowed = load(SHADOWED, new AtomicBoolean());
                RequestLoad watched = load(WATCHED, sunrise)) {
            bring(SHADOWED, "sound", SmallClassifier.sound(2));
            bring(WATCHED, "fragile", SmallClassifier.fragile());
            models.await("a healthy canary", seen -> !of(seen, WATCHED, StageHealthy.class)
                    .isEmpty());
            assertThat(of(models, WATCHED, RolledBack.class))
                    .as("bad requests are not its fault")
                    .isEmpty();
            assertThat(done("rollout", "status", WATCHED))
                    .contains("rolling out fragile as canary", "of 600 s", "of 10 decisions", "0 failures, p95");
            sunrise.set(true);
            models.await("a new champion", seen -> of(seen, SHADOWED, RolloutAdvanced.class).stream()
                    .anyMatch(advanced -> advanced.getStage() == RolloutStage.FULL));
            bring(SHADOWED, "contrary", SmallClassifier.contrary());
            models.await("what fails is taken back", seen -> !of(seen, WATCHED, RolledBack.class)
                    .isEmpty());
            models.await("what contradicts is taken back", seen -> !of(seen, SHADOWED, RolledBack.class)
                    .isEmpty());
            assertThat(decider.status().refusals()).isEmpty();

            checkPromotion(models);
            checkRollbacks(models);
            checkAnswers(SHADOWED, shadowed.stop());
            checkAnswers(WATCHED, watched.stop());
        }
        checkShadows();
    }

    private static void checkPromotion(Facts models) {
        assertThat(of(models, SHADOWED, RolloutAdvanced.class))
                .allSatisfy(advanced -> assertThat(advanced.getReason()).contains("Healthy for"))
                .extracting(RolloutAdvanced::getVersion, RolloutAdvanced::getStage)
                .containsExactly(tuple("sound", RolloutStage.CANARY), tuple("sound", RolloutStage.FULL));
        assertThat(of(models, SHADOWED, StageHealthy.class))
                .filteredOn(healthy -> healthy.getStage() == RolloutStage.SHADOW)
                .isNotEmpty()
                .extracting(healthy -> healthy.getWindow().getDisagreement())
                .containsOnly(0.0);
    }

    private static void checkRollbacks(Facts models) {
        assertThat(done("rollout", "status", WATCHED))
                .contains("Version fragile is taken out of service", "requests had no decision");
        assertThat(of(models, WATCHED, RolledBack.class)).singleElement().satisfies(back -> {
            assertThat(back.getVersion()).isEqualTo("fragile");
            assertThat(back.getChampion()).isEqualTo("1");
            assertThat(back.getReason()).contains("requests had no decision", "0.1");
        });
        assertThat(of(models, SHADOWED, RolledBack.class)).singleElement().satisfies(back -> {
            assertThat(back.getVersion()).isEqualTo("contrary");
            assertThat(back.getChampion()).isEqualTo("sound");
            assertThat(back.getReason()).contains("disagreement with the champion is 1");
        });
    }

    /** Each request has one answer, and who gave it follows from the rollout and the request alone. */
    private static void checkAnswers(String model, List<String> asked) {
        try (Facts outcomes = Facts.of(cluster, Topics.PREDICTIONS, Topics.PREDICTION_FAILURES);
                Facts models = Facts.of(cluster, Topics.MODELS)) {
            outcomes.await("every answer", seen -> Set.copyOf(RequestLoad.answered(seen, model))
                    .containsAll(asked));
            models.readToEnd();
            assertThat(RequestLoad.answered(outcomes, model)).doesNotHaveDuplicates();
            List<String> started = of(models, model, RolloutStarted.class).stream()
                    .map(RolloutStarted::getRolloutId)
                    .toList();
            assertThat(outcomes.all(PredictionCompleted.class))
                    .filteredOn(answer -> answer.getModel().getName().equals(model))
                    .allSatisfy(answer -> assertThat(started).contains(answer.getRolloutId()))
                    .filteredOn(answer -> answer.getArm() == Arm.CANARY)
                    .isNotEmpty()
                    .allSatisfy(answer -> assertThat(
                                    Routing.arm(answer.getRolloutId(), answer.getRequestId(), CANARY_BASIS_POINTS))
                            .isEqualTo(Arm.CANARY));
            assertThat(outcomes.all(PredictionFailed.class))
                    .filteredOn(failure -> failure.getModel().equals(model)
                            && failure.getReason() != PredictionFailureReason.BAD_INPUT)
                    .allSatisfy(failure -> assertThat(failure.getModelVersion()).isEqualTo("fragile"));
        }
    }

    private static void checkShadows() {
        List<PredictionCompleted> seen = Facts.read(cluster, Topics.SHADOW_PREDICTIONS).stream()
                .filter(answer -> answer.getModel().getName().equals(SHADOWED))
                .toList();
        assertThat(seen).allSatisfy(answer -> assertThat(answer.getArm()).isEqualTo(Arm.SHADOW));
        assertThat(seen)
                .extracting(answer -> answer.getModel().getVersion())
                .contains("sound", "contrary")
                .doesNotContain("1");
        assertThat(seen)
                .extracting(answer -> answer.getMeta().getCause().getOffset() + "/"
                        + answer.getMeta().getCause().getPartition() + "/"
                        + answer.getModel().getVersion())
                .as("each request once by each shadow")
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldAnswerEachRequestOnceWhateverMomentTheConsumerDies() throws Exception {
        Random random = new Random(20_261_121);
        VerdictProcess consumer = consumer();
        try (Facts outcomes = Facts.of(cluster, Topics.PREDICTIONS, Topics.PREDICTION_FAILURES);
                RequestLoad load = load(WATCHED, new AtomicBoolean())) {
            for (int kill = 0; kill < KILLS; kill++) {
                consumer.awaitLine("reads from");
                outcomes.readToEnd();
                int target = RequestLoad.answered(outcomes, WATCHED).size() + 1 + random.nextInt(REQUESTS_PER_SECOND);
                outcomes.await(
                        "kill " + kill,
                        seen -> RequestLoad.answered(seen, WATCHED).size() >= target);
                consumer.kill();
                consumer = consumer();
            }
            List<String> asked = load.stop();
            outcomes.await("every answer", seen -> Set.copyOf(RequestLoad.answered(seen, WATCHED))
                    .containsAll(asked));
            consumer.close();
            outcomes.readToEnd();
            assertThat(RequestLoad.answered(outcomes, WATCHED))
                    .containsAll(asked)
                    .doesNotHaveDuplicates();
        } finally {
            consumer.close();
        }
    }

    private static VerdictProcess consumer() {
        return VerdictProcess.start(
                folder,
                "run",
                "consumer",
                "--bootstrap",
                cluster.bootstrap(),
                "--registry",
                cluster.registry(),
                "--data",
                folder.resolve("consumer").toString(),
                "--store",
                SharedCluster.storeUri(),
                "--model",
                NO_PHOTOS,
                "--instance",
                INSTANCE,
                "--set",
                "consumer.group=" + GROUP);
    }
}
