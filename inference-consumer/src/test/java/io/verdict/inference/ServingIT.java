package io.verdict.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.verdict.avro.Envelope;
import io.verdict.events.Approval;
import io.verdict.events.ApprovalWithdrawn;
import io.verdict.events.Arm;
import io.verdict.events.DetectionCompleted;
import io.verdict.events.LogPosition;
import io.verdict.events.ServingArm;
import io.verdict.events.ServingPlan;
import io.verdict.inference.fetch.ImageFetcher;
import io.verdict.inference.route.ModelRoutes;
import io.verdict.inference.route.Routing;
import io.verdict.inference.serving.Refusal;
import io.verdict.inference.session.FleetPolicy;
import io.verdict.inference.testing.Harness;
import io.verdict.inference.testing.Pictures;
import io.verdict.inference.testing.TestGraphs;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServingIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Harness harness = new Harness();

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void shouldWaitForAPlanAndLoseNothing() {
        InferenceConsumer consumer = harness.start("a");
        for (int i = 0; i < 50; i++) {
            harness.accept(Pictures.jpeg(50 + i));
        }
        harness.flush();
        await().atMost(PATIENCE)
                .until(() -> consumer.status().deciding().partitions().size() == 4);
        assertThat(consumer.status().missingPlans()).containsExactly(harness.model());
        assertThat(consumer.status().isServing()).isFalse();
        assertThat(harness.decisions()).isEmpty();

        harness.serve("1", TestGraphs.meanRed(0));

        assertThat(harness.awaitAllAnsweredOnce()).hasSize(50);
        assertThat(consumer.status().isServing()).isTrue();
    }

    @Test
    void shouldSwapUnderLoadWithoutLosingOrRepeatingAPhoto() throws InterruptedException {
        harness.serve("1", TestGraphs.meanRed(0));
        InferenceConsumer consumer = harness.start("a");
        AtomicBoolean done = new AtomicBoolean();
        Thread uploads = new Thread(() -> {
            for (int i = 0; !done.get(); i++) {
                harness.accept(Pictures.jpeg(50 + i % 150));
            }
        });
        uploads.start();
        for (String version : List.of("2", "3", "4")) {
            int before = harness.decisions().size();
            await().atMost(PATIENCE).until(() -> harness.decisions().size() > before + 20);
            harness.serve(version, TestGraphs.meanRed(Integer.parseInt(version) / 100f));
            await().atMost(PATIENCE).until(() -> versions(harness.decisions()).contains(version));
        }
        done.set(true);
        uploads.join();
        harness.flush();

        List<DetectionCompleted> decisions = harness.awaitAllAnsweredOnce();

        assertThat(harness.failures()).isEmpty();
        assertThat(versions(decisions)).containsExactlyInAnyOrder("1", "2", "3", "4");
        assertThat(decisions).allSatisfy(decision -> assertThat(
                        decision.getDetections().get(0).getScore())
                .as("each version's bias shows in its own decisions")
                .isBetween(bias(decision) + 50 / 255f - 0.03f, bias(decision) + 200 / 255f + 0.03f));
        await().atMost(PATIENCE).until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("model-" + harness.model() + "-3-")));
        assertThat(consumer.status().refusals()).isEmpty();
    }

    @Test
    void shouldRefuseForgedPlansAndKeepServingTheOneBefore() {
        harness.serve("1", TestGraphs.meanRed(0));
        InferenceConsumer consumer = harness.start("a");
        harness.accept(Pictures.jpeg(90));
        harness.awaitAllAnsweredOnce();

        ServingArm unapproved = ServingArm.newBuilder(harness.arm(Arm.CHAMPION, "2", TestGraphs.meanRed(0.1f), 10_000))
                .setApproval(null)
                .build();
        harness.publish(harness.plan("forged", unapproved));
        awaitRefusal(consumer, Refusal.Reason.NOT_APPROVED);

        ServingArm exchanged = harness.arm(Arm.CHAMPION, "3", TestGraphs.meanRed(0.2f), 10_000);
        harness.store().put(exchanged.getArtifactUri(), TestGraphs.meanRed(0.3f));
        harness.publish(harness.plan("forged", exchanged));
        awaitRefusal(consumer, Refusal.Reason.WRONG_HASH);

        ServingArm absent = ServingArm.newBuilder(harness.arm(Arm.CHAMPION, "4", TestGraphs.meanRed(0.4f), 10_000))
                .setArtifactUri("mem:nowhere")
                .build();
        harness.publish(harness.plan("forged", absent));
        awaitRefusal(consumer, Refusal.Reason.ARTIFACT_MISSING);

        ServingArm declared = harness.arm(Arm.CHAMPION, "5", TestGraphs.meanRed(0.4f), 10_000);
        ServingArm other = ServingArm.newBuilder(declared)
                .setSpec(declared.getSpec().replace("END_TO_END", "YOLO_RAW"))
                .build();
        harness.publish(harness.plan("forged", other));
        awaitRefusal(consumer, Refusal.Reason.MODEL_REFUSED);

        harness.publish(harness.plan("forged", harness.arm(Arm.CHAMPION, "6", TestGraphs.meanRed(0), 9_000)));
        awaitRefusal(consumer, Refusal.Reason.CONTRADICTORY);

        harness.sendRaw("serving", harness.model().getBytes(), "no plan".getBytes());
        awaitRefusal(consumer, Refusal.Reason.UNREADABLE);

        harness.accept(Pictures.jpeg(91));
        assertThat(versions(harness.awaitAllAnsweredOnce())).containsExactly("1");

        harness.serve("7", TestGraphs.meanRed(0));
        await().atMost(PATIENCE).until(() -> consumer.status().refusals().isEmpty());
    }

    @Test
    void shouldBelieveNoPlanAboutAnApprovalThatTheRegistryDoesNotKnow() {
        harness.serve("1", TestGraphs.meanRed(0));
        InferenceConsumer consumer = harness.start("a");
        harness.accept(Pictures.jpeg(90));
        harness.awaitAllAnsweredOnce();
        ServingArm approved = harness.arm(Arm.CHAMPION, "2", TestGraphs.meanRed(0.1f), 10_000);
        LogPosition position = approved.getApproval().getPosition();

        assertForged(consumer, approved, new Approval("mia", null));
        assertForged(
                consumer,
                approved,
                new Approval(
                        "mia",
                        new LogPosition(
                                position.getTopic(),
                                position.getPartition(),
                                position.getOffset() + 1,
                                position.getEventId())));
        ServingArm unheard = ServingArm.newBuilder(harness.arm(Arm.CHAMPION, "3", TestGraphs.meanRed(0.2f), 10_000))
                .setVersion("4")
                .setSpec(TestGraphs.spec(harness.model(), "4").toJson())
                .build();
        assertForged(consumer, unheard, unheard.getApproval());
        byte[] other = TestGraphs.meanRed(0.3f);
        harness.store().put(approved.getArtifactUri(), other);
        ServingArm exchanged = ServingArm.newBuilder(approved)
                .setArtifactSha256(ImageFetcher.sha256(other))
                .build();
        assertForged(consumer, exchanged, approved.getApproval());
        harness.store().put(approved.getArtifactUri(), TestGraphs.meanRed(0.1f));
        harness.fact(new ApprovalWithdrawn("2", "its data was not ours"));
        assertForged(consumer, approved, approved.getApproval());

        harness.accept(Pictures.jpeg(91));
        assertThat(versions(harness.awaitAllAnsweredOnce())).containsExactly("1");
        harness.serve("2", TestGraphs.meanRed(0.1f));
        await().atMost(PATIENCE).until(() -> consumer.status().refusals().isEmpty());
    }

    private void assertForged(InferenceConsumer consumer, ServingArm arm, Approval approval) {
        ServingPlan forged = harness.publish(harness.plan(
                "forged", ServingArm.newBuilder(arm).setApproval(approval).build()));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(consumer.status().refusals()).anySatisfy(refusal -> {
                    assertThat(refusal.planEventId()).isEqualTo(forged.getMeta().getEventId());
                    assertThat(refusal.reason()).isEqualTo(Refusal.Reason.NOT_APPROVED);
                }));
    }

    @Test
    void shouldWaitAgainWhenEverythingIsTakenOutOfService() {
        harness.serve("1", TestGraphs.meanRed(0));
        InferenceConsumer consumer = harness.start("a");
        harness.accept(Pictures.jpeg(90));
        harness.awaitAllAnsweredOnce();

        harness.publish(harness.plan("none"));
        await().atMost(PATIENCE).until(() -> !consumer.status().missingPlans().isEmpty());
        harness.accept(Pictures.jpeg(91));
        harness.flush();
        harness.serve("2", TestGraphs.meanRed(0));

        assertThat(versions(harness.awaitAllAnsweredOnce())).containsExactlyInAnyOrder("1", "2");
    }

    @Test
    void shouldRetryAPlanWhileTheStoreIsAway() {
        harness.store().goAway();
        harness.serve("1", TestGraphs.meanRed(0));
        InferenceConsumer consumer = harness.start("a");
        harness.accept(Pictures.jpeg(90));
        await().atMost(PATIENCE).until(() -> consumer.status().servingProblem().contains("The store is away"));

        harness.store().comeBack();

        assertThat(harness.awaitAllAnsweredOnce()).hasSize(1);
        await().atMost(PATIENCE).until(() -> consumer.status().servingProblem().isEmpty());
    }

    @Test
    void shouldRouteToChampionCanaryAndShadowAsAnyoneCanRecompute() {
        byte[] champion = TestGraphs.meanRed(0);
        byte[] canary = TestGraphs.meanRed(0.05f);
        byte[] shadow = TestGraphs.meanRed(0.1f);
        String rollout = "rollout-arms";
        harness.publish(harness.plan(
                rollout,
                harness.arm(Arm.CHAMPION, "1", champion, 7_000),
                harness.arm(Arm.CANARY, "2", canary, 3_000),
                harness.arm(Arm.SHADOW, "3", shadow, 5_000)));
        InferenceConsumer consumer = harness.start("a");
        for (int i = 0; i < 80; i++) {
            harness.accept(Pictures.jpeg(50 + i));
        }

        List<DetectionCompleted> decisions = harness.awaitAllAnsweredOnce();

        assertThat(decisions).allSatisfy(decision -> {
            Arm expected = Routing.arm(rollout, decision.getImageId(), 3_000);
            assertThat(decision.getArm()).isEqualTo(expected);
            assertThat(decision.getModel().getVersion()).isEqualTo(expected == Arm.CANARY ? "2" : "1");
        });
        Map<Arm, Long> arms =
                decisions.stream().collect(Collectors.groupingBy(DetectionCompleted::getArm, Collectors.counting()));
        assertThat(arms).containsOnlyKeys(Arm.CHAMPION, Arm.CANARY);
        List<String> shadowed = harness.published().stream()
                .filter(image -> Routing.shadows(rollout, image, "3", 5_000))
                .toList();
        await().atMost(PATIENCE).until(() -> harness.shadowDecisions().size() >= shadowed.size());
        assertThat(harness.shadowDecisions())
                .allSatisfy(decision -> assertThat(decision.getArm()).isEqualTo(Arm.SHADOW))
                .extracting(DetectionCompleted::getImageId)
                .containsExactlyInAnyOrderElementsOf(shadowed);
        assertThat(harness.features()).hasSize(80);
        assertThat(consumer.status().plans().get(0).arms()).hasSize(3);
    }

    @Test
    void shouldRefuseAPlanUnderAnotherModelsKey() {
        harness.serve("1", TestGraphs.meanRed(0));
        InferenceConsumer consumer = harness.start("a");
        await().atMost(PATIENCE).until(() -> consumer.status().missingPlans().isEmpty());
        ServingArm arm = harness.arm(Arm.CHAMPION, "2", TestGraphs.meanRed(0), 10_000);
        ServingPlan foreign =
                new ServingPlan(Envelope.fresh(Clock.systemUTC(), "eve"), "other", "r", List.of(arm), null);

        harness.send(io.verdict.topics.Topics.SERVING, harness.model(), foreign);
        harness.flush();

        await().atMost(PATIENCE).until(() -> consumer.status().refusals().stream()
                .anyMatch(refusal -> refusal.text().contains("lies under the key")));
    }

    private void awaitRefusal(InferenceConsumer consumer, Refusal.Reason reason) {
        harness.flush();
        await().atMost(PATIENCE).until(() -> consumer.status().refusals().stream()
                .anyMatch(
                        refusal -> refusal.reason() == reason && refusal.model().equals(harness.model())));
        assertThat(consumer.status().plans().get(0).arms().get(0).version()).isEqualTo("1");
    }

    private static float bias(DetectionCompleted decision) {
        int version = Integer.parseInt(decision.getModel().getVersion());
        return version == 1 ? 0 : version / 100f;
    }

    private static java.util.Set<String> versions(List<DetectionCompleted> decisions) {
        return decisions.stream()
                .map(decision -> decision.getModel().getVersion())
                .collect(Collectors.toSet());
    }

    @Test
    void shouldScaleToZeroAndComeBackWithTheNextPhoto() {
        harness.serve("1", TestGraphs.meanRed(0));
        InferenceConfig config = harness.config("a");
        InferenceConsumer consumer = harness.start(config.withFleet(new FleetPolicy(0, Duration.ofMillis(300))));
        await().atMost(PATIENCE).until(() -> consumer.status().isServing());
        await().atMost(PATIENCE).until(() -> !isInMemory(consumer, harness.model()));

        harness.accept(Pictures.jpeg(90));
        harness.flush();

        DetectionCompleted decision = harness.awaitAllAnsweredOnce().get(0);
        assertThat(decision.getTimings().getColdStart()).isPositive();
        await().atMost(PATIENCE).until(() -> !isInMemory(consumer, harness.model()));
    }

    @Test
    void shouldDecideByTheModelOfThePhotosSourceWhateverBecomesOfAnother() {
        String other = harness.model() + "-survey";
        harness.serve("1", TestGraphs.meanRed(0));
        InferenceConfig config = harness.config("a")
                .withModels(ModelRoutes.parse(List.of(harness.model(), other + "@survey")))
                .withFleet(new FleetPolicy(1, Duration.ZERO));
        harness.serve(other, "7", TestGraphs.fragile());
        InferenceConsumer consumer = harness.start(config);
        for (int i = 0; i < 12; i++) {
            harness.acceptFrom(i % 3 == 0 ? "survey" : "app", Pictures.jpeg(90 + i));
        }
        harness.flush();
        Map<String, Long> decided = harness.awaitAllAnsweredOnce().stream()
                .collect(Collectors.groupingBy(decision -> decision.getModel().getName(), Collectors.counting()));
        assertThat(decided).containsOnly(Map.entry(harness.model(), 8L), Map.entry(other, 4L));
        // There is room for one only.
        await().atMost(PATIENCE).until(() -> isInMemory(consumer, other) != isInMemory(consumer, harness.model()));

        // One that fails on every photo opens its own circuit, and the other goes on deciding.
        for (int i = 0; i < 12; i++) {
            harness.acceptFrom("survey", Pictures.jpeg(90 + i, 255, 160, 120));
            harness.acceptFrom("app", Pictures.jpeg(90 + i, 255, 160, 120));
        }
        harness.flush();
        assertThat(harness.awaitAllAnsweredOnce().stream()
                        .filter(decision -> decision.getModel().getName().equals(harness.model())))
                .hasSize(20);
        assertThat(harness.failures()).hasSize(12).allSatisfy(failure -> assertThat(failure.getModel())
                .isEqualTo(other));
    }

    private static boolean isInMemory(InferenceConsumer consumer, String model) {
        return consumer.status().plans().stream()
                .filter(plan -> plan.model().equals(model))
                .flatMap(plan -> plan.arms().stream())
                .anyMatch(InferenceStatus.ServedArm::inMemory);
    }
}
