package io.verdict.connectors.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.verdict.connectors.ingest.UploadFailure.Reason;
import io.verdict.connectors.store.FileObjectStore;
import io.verdict.connectors.store.ObjectRef;
import io.verdict.connectors.store.ObjectStore;
import io.verdict.events.ImageUploaded;
import io.verdict.events.LogPosition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProducerTest {

    private static final UploadDetails DETAILS = new UploadDetails("listing-1", "dana", "app", "ap-south-1");
    private static final ProducerOptions OPTIONS = new ProducerOptions(2, 3, Duration.ofSeconds(5));

    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private ObjectStore store;

    @BeforeEach
    void openStore() throws Exception {
        store = FileObjectStore.open(folder.resolve("objects"));
    }

    private Producer producer(UploadLog log) {
        Clock clock = Clock.systemUTC();
        return new Producer(new IngestEdge(store, clock), log, clock, OPTIONS);
    }

    private static byte[] bytes(int number) {
        return ("photo " + number).getBytes(UTF_8);
    }

    @Test
    void shouldPublishBytesAndFiles() throws Exception {
        Path file = Files.writeString(folder.resolve("a.jpg"), "of a file");
        FakeLog log = new FakeLog();
        try (Producer producer = producer(log)) {
            assertThat(producer.clusterId()).isEqualTo("fake");
            Receipt ofBytes =
                    producer.publish("of memory".getBytes(UTF_8), DETAILS).get();
            Receipt ofFile = producer.publish(file, DETAILS).get();

            assertThat(store.get(ObjectRef.of(ofBytes.object())))
                    .asString(UTF_8)
                    .isEqualTo("of memory");
            assertThat(store.get(ObjectRef.of(ofFile.object()))).asString(UTF_8).isEqualTo("of a file");
            assertThat(ofFile.position().getOffset()).isEqualTo(1);
            assertThat(ofFile.imageId())
                    .isEqualTo(log.uploads().get(1).getPhoto().getImageId());
            assertThat(ofFile.position().getEventId())
                    .isEqualTo(log.uploads().get(1).getMeta().getEventId());
        }
        assertThat(log.isClosed()).isTrue();
    }

    @Test
    void shouldTakeTheSameBytesTwiceForTwoPhotos() throws Exception {
        FakeLog log = new FakeLog();
        try (Producer producer = producer(log)) {
            Receipt first = producer.publish(bytes(1), DETAILS).get();
            Receipt second = producer.publish(bytes(1), DETAILS).get();

            assertThat(second.imageId()).isNotEqualTo(first.imageId());
            assertThat(second.object()).isEqualTo(first.object());
        }
    }

    @Test
    void shouldFailTheFuture() {
        try (Producer producer = producer(new FakeLog().refusingFrom(0))) {
            assertThatThrownBy(() -> producer.publish(bytes(1), DETAILS).get())
                    .hasCauseInstanceOf(UploadException.class)
                    .hasMessageContaining("No broker took the upload");
            assertThatThrownBy(() ->
                            producer.publish(folder.resolve("missing"), DETAILS).get())
                    .cause()
                    .isInstanceOfSatisfying(
                            UploadException.class,
                            e -> assertThat(e.failure().reason()).isEqualTo(Reason.UNREADABLE))
                    .hasMessage("There is no file " + folder.resolve("missing"));
        }
    }

    @Test
    void shouldFailTheFutureWhateverHappens() {
        UploadLog buggy = new SlowLog() {
            @Override
            public CompletableFuture<LogPosition> append(ImageUploaded upload) {
                throw new IllegalStateException("bug");
            }
        };
        try (Producer producer = producer(buggy)) {
            assertThatThrownBy(() -> producer.publish(bytes(1), DETAILS).get()).hasMessageContaining("bug");
        }
    }

    @Test
    void shouldFailTheFutureAndGoOnWhenAWorkerDies() {
        BlockingQueue<Throwable> uncaught = new LinkedBlockingQueue<>();
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> uncaught.add(failure));
        try {
            Producer producer = producer(new FakeLog().dyingFrom(0));
            CompletableFuture<Void> all = CompletableFuture.runAsync(() -> {
                // More than may be under way at once, so that a turn that is not given back is missed.
                for (int i = 0; i < 2 * OPTIONS.inFlight(); i++) {
                    assertThat(producer.publish(bytes(i), DETAILS))
                            .failsWithin(LONG)
                            .withThrowableThat()
                            .withCauseInstanceOf(OutOfMemoryError.class);
                }
                producer.close();
            });
            assertThat(all).succeedsWithin(LONG);
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
        assertThat(uncaught).isNotEmpty().allMatch(OutOfMemoryError.class::isInstance);
    }

    @Test
    void shouldHoldTheCallerWhileTooMuchIsUnderWay() throws Exception {
        SlowLog log = new SlowLog();
        Producer producer = producer(log);
        List<CompletableFuture<Receipt>> accepted = new ArrayList<>();
        for (int i = 0; i < OPTIONS.inFlight(); i++) {
            accepted.add(producer.publish(bytes(i), DETAILS));
        }
        CompletableFuture<Receipt> late = new CompletableFuture<>();
        Thread caller = new Thread(() -> producer.publish(bytes(99), DETAILS).thenAccept(late::complete));
        caller.start();

        await().until(() -> caller.getState() == Thread.State.WAITING && log.waiting.size() == OPTIONS.inFlight());
        log.answerOne();
        await().until(() -> caller.getState() == Thread.State.TERMINATED);
        for (int i = 0; i < OPTIONS.inFlight(); i++) {
            log.answerOne();
        }

        assertThat(accepted)
                .allSatisfy(each -> assertThat(each.get(10, TimeUnit.SECONDS)).isNotNull());
        assertThat(late.get(10, TimeUnit.SECONDS)).isNotNull();
        producer.close();
    }

    @Test
    void shouldWaitForWhatIsUnderWayBeforeItCloses() throws Exception {
        SlowLog log = new SlowLog();
        Producer producer = producer(log);
        CompletableFuture<Receipt> accepted = producer.publish(bytes(1), DETAILS);
        Thread closer = new Thread(producer::close);
        closer.start();

        await().until(() -> closer.getState() == Thread.State.WAITING);
        assertThat(accepted).isNotDone();
        log.answerOne();
        closer.join();

        assertThat(accepted).isDone();
    }

    @Test
    void shouldGiveBackTheTurnOfAnInterruptedCaller() {
        SlowLog log = new SlowLog();
        try (Producer producer = producer(log)) {
            Thread.currentThread().interrupt();
            assertThat(producer.publish(bytes(1), DETAILS)).isCompletedExceptionally();
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void shouldRefuseToPublishOnceClosed() {
        Producer producer = producer(new FakeLog());
        producer.close();

        assertThatThrownBy(() -> producer.publish(bytes(1), DETAILS))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void shouldRefuseOptionsThatCannotWork() {
        assertThatThrownBy(() -> new ProducerOptions(0, 1, Duration.ofSeconds(1)))
                .hasMessageContaining("at least one thread");
        assertThatThrownBy(() -> new ProducerOptions(4, 3, Duration.ofSeconds(1)))
                .hasMessageContaining("no fewer uploads than threads");
        assertThatThrownBy(() -> ProducerOptions.defaults().withPatience(Duration.ZERO))
                .hasMessageContaining("at least a second");
    }

    @Test
    void shouldRefuseDetailsThatCannotWork() {
        assertThatThrownBy(() -> new UploadDetails(" ", "u", "s", "r")).hasMessageContaining("listing");
        assertThatThrownBy(() -> new UploadDetails("l", null, "s", "r")).hasMessageContaining("uploader");
        assertThatThrownBy(() -> new UploadDetails("l", "u", "s\n", "r")).hasMessageContaining("source");
        assertThatThrownBy(() -> new UploadDetails("l".repeat(201), "u", "s", "r"))
                .hasMessageContaining("200");
        assertThatThrownBy(() -> new UploadDetails("l", "u", "s", "../r"))
                .hasMessageContaining("Bad region '../r'")
                .hasMessageContaining("for example ap-south-1");
    }

    /** Answers only when told to. */
    private static class SlowLog implements UploadLog {
        private final BlockingQueue<CompletableFuture<LogPosition>> waiting = new LinkedBlockingQueue<>();

        void answerOne() throws InterruptedException {
            CompletableFuture<LogPosition> one = waiting.poll(10, TimeUnit.SECONDS);
            assertThat(one).isNotNull();
            one.complete(new LogPosition("image-uploads", 0, 0L, "event"));
        }

        @Override
        public String clusterId() {
            return "slow";
        }

        @Override
        public CompletableFuture<LogPosition> append(ImageUploaded upload) {
            CompletableFuture<LogPosition> answer = new CompletableFuture<>();
            waiting.add(answer);
            return answer;
        }

        @Override
        public Map<String, Receipt> find(Set<String> imageIds, Instant since) {
            return Map.of();
        }

        @Override
        public void close() {
            // Nothing to close.
        }
    }
}
