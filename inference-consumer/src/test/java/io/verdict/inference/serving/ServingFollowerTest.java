package io.verdict.inference.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.verdict.avro.AvroDeserializer;
import io.verdict.avro.AvroSerializer;
import io.verdict.avro.Envelope;
import io.verdict.avro.SchemaRegistry;
import io.verdict.events.Approval;
import io.verdict.events.Arm;
import io.verdict.events.ServingArm;
import io.verdict.events.ServingPlan;
import io.verdict.events.Thresholds;
import io.verdict.inference.batch.BatchPolicy;
import io.verdict.inference.breaker.BreakerPolicy;
import io.verdict.inference.detector.RuntimeOptions;
import io.verdict.inference.fetch.FetchPolicy;
import io.verdict.inference.fetch.ImageFetcher;
import io.verdict.inference.session.Fleet;
import io.verdict.inference.session.FleetPolicy;
import io.verdict.inference.session.SessionPolicy;
import io.verdict.inference.testing.FakeStore;
import io.verdict.inference.testing.SettableClock;
import io.verdict.inference.testing.TestClassifiers;
import io.verdict.topics.Topics;
import io.verdict.topics.contract.ClassifierContract;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** REG-4: what is in service after a start, also where a plan cannot be loaded yet. */
class ServingFollowerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String TOPIC = Topics.SERVING.name();
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
    private static final String MODEL = "sides";
    private static final SessionPolicy SESSIONS = new SessionPolicy(
            1,
            RuntimeOptions.cpu(),
            new BatchPolicy(1, Duration.ofMillis(1)),
            new BreakerPolicy(2, 2, Duration.ofHours(1)));

    private final SchemaRegistry registry = SchemaRegistry.from(Map.of("schema.registry.url", "mock://follower"));
    private final SettableClock clock = new SettableClock();
    private final FetchPolicy policy = FetchPolicy.standard();
    private final FakeStore store = new FakeStore();
    private final Fleet fleet = new Fleet(FleetPolicy.KEEP_ALL);
    private final Serving serving = Serving.ofClassifiers(policy, clock, () -> {});
    private final MockConsumer<String, byte[]> log = new MockConsumer<>("earliest");
    private final ServingFollower follower = ServingFollower.of(
            TOPIC,
            () -> log,
            new AvroDeserializer<>(registry, ServingPlan.class),
            new Approved(),
            store,
            SESSIONS,
            fleet,
            serving,
            clock);
    private final Thread thread = new Thread(follower, "follower");
    private long offset;

    private static final class Approved implements Approvals {
        @Override
        public Optional<String> objection(String model, ServingArm arm) {
            return Optional.empty();
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }

    @AfterEach
    void close() throws InterruptedException {
        follower.close();
        thread.join();
        fleet.close();
    }

    @Test
    void shouldWaitForAPlanOfTheStartWhileTheStoreIsAway() {
        store.goAway();
        start(plan(MODEL));

        assertThat(serving.retainModel(MODEL)).isEmpty();
        assertThat(serving.isAwaited(MODEL)).isTrue();
        assertThat(serving.isAwaited("another")).isFalse();

        store.comeBack();
        await().atMost(PATIENCE).until(() -> !serving.isAwaited(MODEL));
        assertThat(serving.retainModel(MODEL)).hasValueSatisfying(PlanInService::release);
    }

    @Test
    void shouldWaitNoLongerThanPhotosDo() {
        store.goAway();
        start(plan(MODEL));

        clock.goOn(policy.patience().minusMillis(1));
        assertThat(serving.isAwaited(MODEL)).isTrue();
        clock.goOn(Duration.ofMillis(1));
        assertThat(serving.isAwaited(MODEL)).isFalse();
    }

    @Test
    void shouldHoldRequestsUpNoLongerThanForOneObjectWhereAnotherModelIsInService() {
        store.deny("mem:denied");
        start(plan(MODEL), plan("denied"));
        assertThat(serving.current(MODEL)).isNotNull();

        assertThat(serving.isAwaited("denied")).isTrue();
        clock.goOn(policy.objectPatience());
        assertThat(serving.isAwaited("denied")).isFalse();
    }

    @Test
    void shouldWaitNoMoreForAPlanThatIsRefusedOrWithdrawn() {
        store.deny("mem:refused");
        store.deny("mem:withdrawn");
        start(plan("refused"), plan("withdrawn"));
        assertThat(serving.isAwaited("refused")).isTrue();
        assertThat(serving.isAwaited("withdrawn")).isTrue();

        log.schedulePollTask(
                () -> add(new ServingPlan(Envelope.fresh(clock, "registry"), "withdrawn", "rollout", List.of(), null)));
        store.put("mem:refused", new byte[] {1});
        store.allow("mem:refused");

        await().atMost(PATIENCE).until(() -> !serving.isAwaited("refused") && !serving.isAwaited("withdrawn"));
        assertThat(serving.refusals())
                .singleElement()
                .extracting(Refusal::reason)
                .isEqualTo(Refusal.Reason.WRONG_HASH);
    }

    /** Returns when the plans of the start have been looked at. */
    private void start(ServingPlan... plans) {
        log.updatePartitions(TOPIC, List.of(new PartitionInfo(TOPIC, 0, null, null, null)));
        log.updateBeginningOffsets(Map.of(PARTITION, 0L));
        log.updateEndOffsets(Map.of(PARTITION, (long) plans.length));
        log.schedulePollTask(() -> List.of(plans).forEach(this::add));
        thread.start();
        await().atMost(PATIENCE).until(serving::isKnown);
    }

    private void add(ServingPlan plan) {
        byte[] value = new AvroSerializer<ServingPlan>(registry).serialize(TOPIC, plan);
        log.addRecord(new ConsumerRecord<>(TOPIC, 0, offset++, plan.getModel(), value));
    }

    private ServingPlan plan(String model) {
        byte[] graph = TestClassifiers.ofRows();
        String sha256 = ImageFetcher.sha256(graph);
        store.put("mem:" + model, graph);
        ServingArm arm = new ServingArm(
                Arm.CHAMPION,
                "1",
                new Approval("dana", null),
                "mem:" + model,
                sha256,
                TestClassifiers.spec(ClassifierContract.TABULAR)
                        .toJson()
                        .replace("\"" + MODEL + "\"", "\"" + model + "\""),
                new Thresholds(0.1f, 0.5f, 10),
                10_000);
        return new ServingPlan(Envelope.fresh(clock, "registry"), model, "rollout", List.of(arm), null);
    }
}
