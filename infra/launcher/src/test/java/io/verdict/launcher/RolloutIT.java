package io.verdict.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.connectors.ingest.Receipt;
import io.verdict.connectors.store.Digests;
import io.verdict.events.Arm;
import io.verdict.events.DetectionCompleted;
import io.verdict.events.DetectionFailed;
import io.verdict.events.ModelEvent;
import io.verdict.events.RolledBack;
import io.verdict.events.RolloutAdvanced;
import io.verdict.events.RolloutStage;
import io.verdict.events.RolloutStarted;
import io.verdict.events.StageHealthy;
import io.verdict.inference.route.Routing;
import io.verdict.launcher.photos.JpegComment;
import io.verdict.launcher.platform.Accelerator;
import io.verdict.launcher.platform.Home;
import io.verdict.launcher.platform.Platform;
import io.verdict.launcher.platform.PlatformConfig;
import io.verdict.launcher.platform.Ports;
import io.verdict.launcher.platform.Rules;
import io.verdict.launcher.platform.ShippedModel;
import io.verdict.launcher.testing.Cli;
import io.verdict.launcher.testing.Cli.Answer;
import io.verdict.launcher.testing.Facts;
import io.verdict.launcher.testing.FragileGraph;
import io.verdict.launcher.testing.Load;
import io.verdict.launcher.testing.Photos;
import io.verdict.streams.rollout.RolloutConfig;
import io.verdict.topics.Topics;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rollouts that go on, and back, by what is measured of them under load, and by nobody's hand (REG-4, MON-2). */
class RolloutIT {

    private static final String MODEL = "car-damage";
    private static final int PHOTOS_PER_SECOND = 20;
    private static final int CANARY_BASIS_POINTS = 5_000;
    private static final ShippedModel SHIPPED = ShippedModel.load();
    private static final RolloutConfig WINDOWS = new RolloutConfig(Duration.ofSeconds(2), 10, Duration.ofSeconds(60));

    @TempDir
    static Path folder;

    private static Platform platform;
    private static Cli cli;
    private static Path metrics;

    @BeforeAll
    static void start() throws IOException {
        platform = Platform.start(
                new PlatformConfig(
                        new Home(folder.resolve("platform")),
                        Ports.FREE,
                        "rollout-it",
                        Rules.shipped().withRollout(WINDOWS),
                        Accelerator.cpu()),
                part -> {});
        cli = new Cli(
                "--bootstrap",
                platform.cluster().bootstrap(),
                "--registry",
                platform.cluster().registry(),
                "--data",
                folder.resolve("cli").toString());
        try (InputStream in = RolloutIT.class.getResourceAsStream("/models/car-damage/1/metrics.json")) {
            metrics = Files.write(folder.resolve("metrics.json"), in.readAllBytes());
        }
    }

    @AfterAll
    static void stop() {
        if (platform != null) {
            platform.close();
        }
    }

    private static Answer done(String... words) {
        Answer answer = cli.run(words);
        assertThat(answer.code()).as(answer.out() + answer.err()).isZero();
        return answer;
    }

    /** Others have to agree to it, as it loosens the one before. */
    private static void declare(Map<String, String> replacements) throws IOException {
        String yaml;
        try (InputStream in = RolloutIT.class.getResourceAsStream("/models/car-damage/declaration.yaml")) {
            yaml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        for (Map.Entry<String, String> replacement : replacements.entrySet()) {
            assertThat(yaml).contains(replacement.getKey());
            yaml = yaml.replace(replacement.getKey(), replacement.getValue());
        }
        Path file = Files.writeString(folder.resolve("declaration.yaml"), yaml);
        done("model", "declare", file.toString(), "--as", "mia");
        String shown = done("model", "show", MODEL).out();
        if (shown.contains("another person (")) {
            done("model", "agree", MODEL, shown.replaceAll("(?s).*another person \\((\\w+)\\).*", "$1"), "--as", "max");
        }
    }

    /** Registers and evaluates a version; the declared policy approves it and begins to roll it out. */
    private static String bring(String version, byte[] graph, String champion) throws IOException {
        Path artifact = Files.write(folder.resolve(version + ".onnx"), graph);
        Path spec = Files.writeString(
                folder.resolve(version + ".json"),
                SHIPPED.spec()
                        .withVersion(version)
                        .toJson()
                        .replace(SHIPPED.spec().sha256(), Digests.of(graph).sha256()));
        done(
                "model",
                "register",
                MODEL,
                "--artifact",
                artifact.toString(),
                "--spec",
                spec.toString(),
                "--store",
                platform.endpoints().store(),
                "--author",
                "ada");
        done(
                "model",
                "evaluate",
                MODEL,
                version,
                "--role",
                "evaluator",
                "--metrics",
                metrics.toString(),
                "--dataset",
                "held out",
                "--compared",
                champion,
                "--compared-metrics",
                metrics.toString());
        return facts(RolloutStarted.class)
                .filter(started -> started.getVersion().equals(version))
                .findFirst()
                .orElseThrow()
                .getRolloutId();
    }

    private static <F> Stream<F> facts(Class<F> type) {
        return Facts.read(platform.cluster(), Topics.MODELS).stream()
                .map(ModelEvent::getFact)
                .filter(type::isInstance)
                .map(type::cast);
    }

    private static <F> List<F> of(Facts facts, Class<F> type) {
        return facts.all(ModelEvent.class).stream()
                .map(ModelEvent::getFact)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private static long decided(Facts facts, Arm arm) {
        return facts.all(DetectionCompleted.class).stream()
                .filter(decision -> decision.getArm() == arm)
                .count();
    }

    /** A photo of nearly white panels, on which the fragile version fails. */
    private static IntFunction<byte[]> bright(Photos photos) throws IOException {
        BufferedImage photo = ImageIO.read(new ByteArrayInputStream(photos.get(0)));
        Graphics2D pen = photo.createGraphics();
        pen.setColor(new Color(255, 255, 255, 235));
        pen.fillRect(0, 0, photo.getWidth(), photo.getHeight());
        pen.dispose();
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        ImageIO.write(photo, "jpeg", jpeg);
        byte[] bytes = jpeg.toByteArray();
        return index -> JpegComment.add(bytes, "bright " + index);
    }

    @Test
    void shouldRollBackACanaryThatStartsToFailAndThenPromoteASoundVersionByItself() throws Exception {
        declare(Map.of(
                "shadow: true", "shadow: false",
                "canaryPercent: 10", "canaryPercent: 50",
                "highestErrorRate: 0.02", "highestErrorRate: 0.1",
                "highestP95Millis: 500", "highestP95Millis: 60000"));
        String rollout = bring("fragile", FragileGraph.of(SHIPPED.onnx()), "1");
        Photos photos = new Photos();
        IntFunction<byte[]> bright = bright(photos);
        AtomicBoolean sunrise = new AtomicBoolean();
        List<Receipt> receipts;
        try (Facts models = Facts.of(platform.cluster(), Topics.MODELS);
                Facts outcomes = Facts.of(platform.cluster(), Topics.DETECTIONS, Topics.DETECTION_FAILURES);
                Load load = Load.start(
                        platform.cluster(),
                        platform.store(),
                        PHOTOS_PER_SECOND,
                        index -> sunrise.get() ? bright.apply(index) : photos.get(index))) {
            models.await(
                    "a healthy window", facts -> !of(facts, StageHealthy.class).isEmpty());
            models.await("no rollback of what is sound", facts -> of(facts, RolledBack.class)
                    .isEmpty());
            sunrise.set(true);
            models.await("a rollback", facts -> !of(facts, RolledBack.class).isEmpty());
            outcomes.readToEnd();
            long failures = outcomes.all(DetectionFailed.class).size();
            outcomes.await(
                    "the champion decides on what made the canary fail",
                    facts -> decided(facts, Arm.CHAMPION) > failures + 3L * PHOTOS_PER_SECOND);
            receipts = load.stop();
            outcomes.await("every outcome", facts -> facts.records().size() >= receipts.size());

            RolledBack back = of(models, RolledBack.class).get(0);
            assertThat(back.getRolloutId()).isEqualTo(rollout);
            assertThat(back.getChampion()).isEqualTo("1");
            assertThat(back.getReason()).contains("photos had no decision", "0.1");
            checkOutcomes(outcomes, receipts, rollout);
            checkWindows(models, outcomes);
        }
        shouldPromoteASoundVersionByItself(photos);
    }

    /** Each photo has one outcome, and who was to decide on it follows from the rollout and the photo alone. */
    private static void checkOutcomes(Facts outcomes, List<Receipt> receipts, String rollout) {
        assertThat(outcomes.records()).hasSameSizeAs(receipts);
        assertThat(outcomes.all(DetectionFailed.class)).isNotEmpty().allSatisfy(failure -> {
            assertThat(failure.getArm()).isEqualTo(Arm.CANARY);
            assertThat(failure.getModelVersion()).isEqualTo("fragile");
            assertThat(failure.getRolloutId()).isEqualTo(rollout);
        });
        assertThat(outcomes.all(DetectionCompleted.class)).allSatisfy(decision -> {
            boolean ofRollout = decision.getRolloutId().equals(rollout);
            Arm arm = ofRollout ? Routing.arm(rollout, decision.getImageId(), CANARY_BASIS_POINTS) : Arm.CHAMPION;
            assertThat(decision.getArm()).isEqualTo(arm);
            assertThat(decision.getModel().getVersion()).isEqualTo(arm == Arm.CANARY ? "fragile" : "1");
        });
    }

    /** The window in which it begins to fail may still be healthy; the next one is not. */
    private static void checkWindows(Facts models, Facts outcomes) {
        var firstFailure = outcomes.all(DetectionFailed.class).stream()
                .map(failure -> failure.getMeta().getTime())
                .min(Comparator.naturalOrder())
                .orElseThrow();
        assertThat(of(models, StageHealthy.class).stream()
                        .filter(healthy -> healthy.getWindow().getTo().isAfter(firstFailure)))
                .hasSizeLessThan(2);
    }

    private static void shouldPromoteASoundVersionByItself(Photos photos) throws Exception {
        declare(Map.of(
                "canaryPercent: 10", "canaryPercent: 50",
                "healthySeconds: 600", "healthySeconds: 3",
                "leastDecisions: 500", "leastDecisions: 20",
                "highestP95Millis: 500", "highestP95Millis: 60000",
                "highestErrorRate: 0.02", "highestErrorRate: 0.1"));
        String rollout = bring("sound", SHIPPED.onnx(), "1");
        try (Facts models = Facts.of(platform.cluster(), Topics.MODELS);
                Load load = Load.start(
                        platform.cluster(), platform.store(), PHOTOS_PER_SECOND, index -> photos.get(10_000 + index))) {
            models.await("a new champion", facts -> of(facts, RolloutAdvanced.class).stream()
                    .anyMatch(advanced -> advanced.getStage() == RolloutStage.FULL));
            load.stop();
            assertThat(of(models, RolloutAdvanced.class)).allSatisfy(advanced -> {
                assertThat(advanced.getRolloutId()).isEqualTo(rollout);
                assertThat(advanced.getReason()).contains("Healthy for");
            });
            assertThat(of(models, RolloutAdvanced.class))
                    .extracting(RolloutAdvanced::getStage)
                    .containsExactly(RolloutStage.CANARY, RolloutStage.FULL);
            Map<RolloutStage, List<Double>> disagreement = of(models, StageHealthy.class).stream()
                    .filter(healthy -> healthy.getRolloutId().equals(rollout))
                    .filter(healthy -> healthy.getWindow().getDisagreement() != null)
                    .collect(Collectors.groupingBy(
                            StageHealthy::getStage,
                            Collectors.mapping(healthy -> healthy.getWindow().getDisagreement(), Collectors.toList())));
            assertThat(disagreement).containsOnlyKeys(RolloutStage.SHADOW);
            assertThat(disagreement.get(RolloutStage.SHADOW))
                    .as("the same graph sees the same")
                    .containsOnly(0.0);
        }
        assertThat(Facts.read(platform.cluster(), Topics.SHADOW_DETECTIONS))
                .isNotEmpty()
                .allSatisfy(decision -> {
                    assertThat(decision.getArm()).isEqualTo(Arm.SHADOW);
                    assertThat(decision.getModel().getVersion()).isEqualTo("sound");
                });
    }
}
