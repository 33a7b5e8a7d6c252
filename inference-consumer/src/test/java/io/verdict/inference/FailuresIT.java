package io.verdict.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.verdict.events.DetectionCompleted;
import io.verdict.events.DetectionFailed;
import io.verdict.events.FailureReason;
import io.verdict.events.Photo;
import io.verdict.inference.InferenceConfig.Stages;
import io.verdict.inference.batch.BatchPolicy;
import io.verdict.inference.breaker.BreakerPolicy;
import io.verdict.inference.breaker.ModelBreaker;
import io.verdict.inference.detector.RuntimeOptions;
import io.verdict.inference.fetch.FetchPolicy;
import io.verdict.inference.fetch.ImageFetcher;
import io.verdict.inference.loop.LoopStatus;
import io.verdict.inference.session.SessionPolicy;
import io.verdict.inference.testing.DecoratedProducer;
import io.verdict.inference.testing.Harness;
import io.verdict.inference.testing.Pictures;
import io.verdict.inference.testing.TestGraphs;
import io.verdict.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FailuresIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Harness harness = new Harness();

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void shouldAnswerEveryBadPhotoWithItsReasonAndGoOn() {
        harness.serve("1", TestGraphs.meanRed(0));
        byte[] good = Pictures.jpeg(120);
        harness.accept(good);
        Photo missing = harness.accept(good, ImageFetcher.sha256(good), good.length, false);
        Photo changed = harness.accept(good, "0".repeat(64), good.length, true);
        Photo empty = harness.accept(new byte[0]);
        Photo text = harness.accept("not a photo at all".getBytes(StandardCharsets.UTF_8));
        Photo cut = harness.accept(Arrays.copyOf(good, good.length / 2));
        Photo huge = harness.accept(Pictures.png(120, 700, 600));
        Photo heavy = harness.accept(good, ImageFetcher.sha256(good), 1L << 40, true);
        harness.accept(good);

        harness.start(harness.config("a").withMaxPixels(400_000));

        assertThat(harness.awaitAllAnsweredOnce()).hasSize(2);
        Map<String, FailureReason> reasons = harness.failures().stream()
                .collect(Collectors.toMap(DetectionFailed::getImageId, DetectionFailed::getReason));
        assertThat(reasons)
                .containsOnly(
                        Map.entry(missing.getImageId(), FailureReason.OBJECT_MISSING),
                        Map.entry(changed.getImageId(), FailureReason.HASH_MISMATCH),
                        Map.entry(empty.getImageId(), FailureReason.EMPTY_IMAGE),
                        Map.entry(text.getImageId(), FailureReason.UNSUPPORTED_FORMAT),
                        Map.entry(cut.getImageId(), FailureReason.CORRUPT_IMAGE),
                        Map.entry(huge.getImageId(), FailureReason.TOO_MANY_PIXELS),
                        Map.entry(heavy.getImageId(), FailureReason.OUT_OF_MEMORY));
        assertThat(harness.failures()).allSatisfy(failure -> {
            assertThat(failure.getText()).isNotBlank();
            assertThat(failure.getMeta().getCause().getTopic()).isEqualTo("images");
            assertThat(failure.getModel()).isNull();
        });
    }

    @Test
    void shouldKeepUnreadableRecordsInTheDeadLetters() {
        harness.serve("1", TestGraphs.meanRed(0));
        byte[] garbage = ("garbage for " + harness.model()).getBytes(StandardCharsets.UTF_8);
        harness.sendRaw("images", "k".getBytes(StandardCharsets.UTF_8), garbage);
        harness.accept(Pictures.jpeg(90));

        InferenceConsumer consumer = harness.start("a");

        assertThat(harness.awaitAllAnsweredOnce()).hasSize(1);
        await().atMost(PATIENCE).until(() -> consumer.status().counts().deadLetters() == 1);
        ConsumerRecord<byte[], byte[]> letter = harness.records(Topics.DEAD_LETTERS.name()).stream()
                .filter(record -> Arrays.equals(record.value(), garbage))
                .findFirst()
                .orElseThrow();
        assertThat(header(letter, "dead-letter.topic")).isEqualTo("images");
        assertThat(header(letter, "dead-letter.offset")).isNotBlank();
        assertThat(header(letter, "dead-letter.reason")).isNotBlank();
    }

    @Test
    void shouldWaitForAStoreThatIsAwayAndLoseNothing() {
        harness.serve("1", TestGraphs.meanRed(0));
        InferenceConsumer consumer = harness.start("a");
        await().atMost(PATIENCE).until(() -> consumer.status().missingPlans().isEmpty());
        harness.store().goAway();
        for (int i = 0; i < 60; i++) {
            harness.accept(Pictures.jpeg(50 + i));
        }
        await().atMost(PATIENCE).until(() -> consumer.status().counts().storeRetries() > 40);
        assertThat(harness.decisions()).isEmpty();
        assertThat(consumer.status().deciding().inFlight())
                .isLessThanOrEqualTo(harness.config("a").stages().maxPhotosInFlight());

        harness.store().comeBack();

        assertThat(harness.awaitAllAnsweredOnce()).hasSize(60);
    }

    @Test
    void shouldGiveUpOnASilentStoreWhenPatienceIsOver() {
        harness.serve("1", TestGraphs.meanRed(0));
        InferenceConsumer consumer = harness.start(harness.config("a")
                .withFetch(new FetchPolicy(
                        1 << 20,
                        Duration.ofMillis(10),
                        Duration.ofMillis(50),
                        Duration.ofMillis(200),
                        Duration.ofMillis(200))));
        await().atMost(PATIENCE).until(() -> consumer.status().missingPlans().isEmpty());
        harness.store().goAway();
        harness.accept(Pictures.jpeg(90));

        harness.awaitAllAnsweredOnce();

        assertThat(harness.failures()).singleElement().satisfies(failure -> assertThat(failure.getReason())
                .isEqualTo(FailureReason.STORE_UNAVAILABLE));
    }

    @Test
    void shouldGiveUpSoonOnTheOneObjectThatTheStoreDenies() {
        harness.serve("1", TestGraphs.meanRed(0));
        Photo denied = harness.accept(Pictures.jpeg(90));
        harness.store().deny(denied.getObject().getUri());
        harness.start(harness.config("a").withFetch(withObjectPatience(Duration.ofMillis(500))));
        for (int i = 0; i < 30; i++) {
            harness.accept(Pictures.jpeg(50 + i));
        }

        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(() -> {
            harness.accept(Pictures.jpeg(120));
            return !harness.failures().isEmpty();
        });

        harness.awaitAllAnsweredOnce();
        assertThat(harness.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.getImageId()).isEqualTo(denied.getImageId());
            assertThat(failure.getReason()).isEqualTo(FailureReason.STORE_UNAVAILABLE);
            assertThat(failure.getText()).contains("answered for other photos", "is denied");
        });
    }

    @Test
    void shouldLoseNothingWhereAStoreComesBackAfterLongerThanAnObjectIsWaitedFor() {
        harness.serve("1", TestGraphs.meanRed(0));
        InferenceConsumer consumer =
                harness.start(harness.config("a").withFetch(withObjectPatience(Duration.ofMillis(100))));
        await().atMost(PATIENCE).until(() -> consumer.status().missingPlans().isEmpty());
        for (int outage = 0; outage < 2; outage++) {
            harness.store().goAway();
            long before = consumer.status().counts().storeRetries();
            for (int i = 0; i < 20; i++) {
                harness.accept(Pictures.jpeg(50 + i));
            }
            await().atMost(PATIENCE).until(() -> consumer.status().counts().storeRetries() > before + 200);
            harness.store().comeBack();
            harness.awaitAllAnsweredOnce();
        }

        assertThat(harness.failures()).isEmpty();
    }

    @Test
    void shouldReadNoFurtherOnlyInThePartitionThatOnePhotoHolds() {
        harness.serve("1", TestGraphs.meanRed(0));
        Photo held = harness.accept(Pictures.jpeg(90));
        harness.store().deny(held.getObject().getUri());
        List<Photo> others = IntStream.range(0, 200)
                .mapToObj(i -> harness.accept(Pictures.jpeg(50 + i)))
                .toList();
        harness.flush();
        Map<String, Integer> partitions = harness.records(Topics.IMAGES.name()).stream()
                .collect(Collectors.toMap(
                        image -> new String(image.key(), StandardCharsets.UTF_8),
                        ConsumerRecord::partition,
                        (a, b) -> a));
        int heldPartition = partitions.get(held.getListingId());
        Map<Boolean, Set<String>> behindIt = others.stream()
                .collect(Collectors.partitioningBy(
                        photo -> partitions.get(photo.getListingId()) == heldPartition,
                        Collectors.mapping(Photo::getImageId, Collectors.toSet())));
        assertThat(behindIt.get(true)).hasSizeGreaterThan(25);

        InferenceConfig config = harness.config("a").withFetch(withObjectPatience(Duration.ofMinutes(10)));
        Stages stages = new Stages(2, 1, 10, 1 << 20);
        harness.start(config.withStages(stages).withLoop(config.loop().withMaxUncommitted(6)));
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> harness.decisions().size() >= behindIt.get(false).size());

        assertThat(harness.decisions())
                .extracting(DetectionCompleted::getImageId)
                .containsExactlyInAnyOrderElementsOf(behindIt.get(false));
        assertThat(others.stream()
                        .filter(photo -> behindIt.get(true).contains(photo.getImageId()))
                        .filter(photo ->
                                harness.store().wasAsked(photo.getObject().getUri())))
                .as("the bound, and what one read may bring on top")
                .hasSizeLessThanOrEqualTo(6 + stages.maxPhotosInFlight() / 2);

        harness.store().allow(held.getObject().getUri());
        assertThat(harness.awaitAllAnsweredOnce()).hasSize(201);
    }

    @Test
    void shouldEndWithAReasonWhereATopicTakesSmallerRecordsThanTheCatalogSays() {
        harness.serve("1", TestGraphs.meanRed(0));
        InferenceConfig config = harness.config("a");
        InferenceConsumer consumer = harness.start(new InferenceConsumer(
                config,
                harness.store(),
                Clock.systemUTC(),
                new InferenceClients(
                        config,
                        real -> DecoratedProducer.of(real, method -> {
                            if (method.equals("commitTransaction")) {
                                throw new KafkaException(
                                        "in an error state", new RecordTooLargeException("as the broker says"));
                            }
                        }))));
        harness.accept(Pictures.jpeg(90));

        assertThat(harness.failure(consumer)).contains("max.message.bytes", "topics plan");
        assertThat(harness.decisions()).isEmpty();
    }

    @Test
    void shouldEndWithAReasonWhereALibraryIsMissingAndLoseNothing() {
        harness.serve("1", TestGraphs.meanRed(0));
        InferenceConsumer consumer = harness.start("a");
        await().atMost(PATIENCE).until(() -> consumer.status().missingPlans().isEmpty());
        harness.store().loseLibrary();
        harness.accept(Pictures.jpeg(90));

        assertThat(harness.failure(consumer)).contains("no library of the store");
        assertThat(consumer.status().deciding().state()).isEqualTo(LoopStatus.State.FAILED);
        assertThat(harness.failures()).isEmpty();
        assertThat(harness.decisions()).isEmpty();
    }

    @Test
    void shouldBlameOnlyThePhotoThatAModelCannotStand() {
        harness.serve("1", TestGraphs.fragile());
        InferenceConfig config = harness.config("a");
        // One session and large batches, so that the bad photo shares a batch with others.
        harness.start(config.withSession(new SessionPolicy(
                1,
                RuntimeOptions.cpu(),
                new BatchPolicy(8, Duration.ofMillis(50)),
                new BreakerPolicy(5, 10, Duration.ofSeconds(5)))));
        for (int i = 0; i < 10; i++) {
            harness.accept(Pictures.jpeg(60 + i));
        }
        Photo poison = harness.accept(Pictures.jpeg(100, 250, 160, 120));
        for (int i = 0; i < 10; i++) {
            harness.accept(Pictures.jpeg(80 + i));
        }

        assertThat(harness.awaitAllAnsweredOnce()).hasSize(20);
        assertThat(harness.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.getImageId()).isEqualTo(poison.getImageId());
            assertThat(failure.getReason()).isEqualTo(FailureReason.MODEL_ERROR);
            assertThat(failure.getModel()).isEqualTo(harness.model());
            assertThat(failure.getModelVersion()).isEqualTo("1");
        });
    }

    @Test
    void shouldOpenTheCircuitOfAModelThatOnlyFailsAndCloseItWhenItRecovers() {
        harness.serve("1", TestGraphs.fragile());
        InferenceConfig config = harness.config("a");
        InferenceConsumer consumer = harness.start(config.withSession(new SessionPolicy(
                1,
                RuntimeOptions.cpu(),
                new BatchPolicy(1, Duration.ZERO),
                new BreakerPolicy(3, 3, Duration.ofSeconds(2)))));
        for (int i = 0; i < 12; i++) {
            harness.accept(Pictures.jpeg(100, 250, 160, 120));
        }
        harness.awaitAllAnsweredOnce();
        assertThat(harness.failures())
                .extracting(DetectionFailed::getReason)
                .contains(FailureReason.MODEL_ERROR, FailureReason.CIRCUIT_OPEN)
                .containsOnly(FailureReason.MODEL_ERROR, FailureReason.CIRCUIT_OPEN);

        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).until(() -> {
            harness.accept(Pictures.jpeg(90));
            harness.awaitAllAnsweredOnce();
            return !harness.decisions().isEmpty();
        });
        assertThat(consumer.status().plans().get(0).arms().get(0).breaker()).isEqualTo(ModelBreaker.State.CLOSED);
    }

    private static FetchPolicy withObjectPatience(Duration patience) {
        return new FetchPolicy(1 << 20, Duration.ofMillis(10), Duration.ofMillis(50), Duration.ofMinutes(30), patience);
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
