package io.verdict.connectors.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.connectors.ingest.UploadFailure.Reason;
import io.verdict.connectors.store.Content;
import io.verdict.connectors.store.FileObjectStore;
import io.verdict.connectors.store.ListedObject;
import io.verdict.connectors.store.ObjectRef;
import io.verdict.connectors.store.ObjectStore;
import io.verdict.connectors.store.ObjectTags;
import io.verdict.connectors.store.Placement;
import io.verdict.connectors.store.StoreException;
import io.verdict.events.ImageFormat;
import io.verdict.events.ImageUploaded;
import io.verdict.events.StoredObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchPublishTest {

    private static final UploadDetails DETAILS = new UploadDetails("listing-1", "dana", "batch", "ap-south-1");
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2025-05-15T10:20:30Z"), ZoneOffset.UTC);

    @TempDir
    Path folder;

    private Path photos;
    private Path journal;
    private ObjectStore store;

    @BeforeEach
    void prepare() throws Exception {
        photos = Files.createDirectory(folder.resolve("photos"));
        journal = folder.resolve("journal");
        store = FileObjectStore.open(folder.resolve("objects"));
    }

    private Path photo(String name) throws IOException {
        return Files.write(photos.resolve(name), jpeg(name));
    }

    /** A JPEG header whose comment makes it unlike any other. */
    private static byte[] jpeg(String comment) {
        return new JpegBytes()
                .segment(0xFE, comment.getBytes(UTF_8))
                .frame(JpegBytes.BASELINE, 8, 1600, 1200, 3)
                .scan()
                .bytes();
    }

    private void photos(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            photo("photo-%02d.jpg".formatted(i));
        }
    }

    private BatchSummary publish(UploadLog log, int workers) throws Exception {
        return publish(log, workers, BatchListener.silent());
    }

    private BatchSummary publish(UploadLog log, int workers, BatchListener listener) throws Exception {
        return new BatchPublish(new IngestEdge(store, CLOCK), log, CLOCK, workers)
                .run(BatchRequest.of(List.of(photos), DETAILS, journal), listener);
    }

    private static Set<String> imageIds(FakeLog log) {
        return log.uploads().stream().map(each -> each.getPhoto().getImageId()).collect(Collectors.toSet());
    }

    @Test
    void shouldPublishAFolder() throws Exception {
        photos(20);
        FakeLog log = new FakeLog();

        BatchSummary summary = publish(log, 4);

        assertThat(summary.complete()).isTrue();
        assertThat(summary.found()).isEqualTo(20);
        assertThat(summary.published()).isEqualTo(20);
        assertThat(summary.bytes()).isEqualTo(20L * jpeg("photo-00.jpg").length);
        assertThat(summary.elapsed()).isEqualTo(Duration.ZERO);
        assertThat(imageIds(log)).hasSize(20);
    }

    @Test
    void shouldSayWhatWasMeasured() throws Exception {
        Path file = photo("a.jpg");
        FakeLog log = new FakeLog();

        publish(log, 1);

        ImageUploaded upload = log.uploads().get(0);
        assertThat(upload.getMeta().getActor()).isEqualTo("dana");
        assertThat(upload.getMeta().getCause()).isNull();
        assertThat(upload.getMeta().getTime()).isEqualTo(CLOCK.instant());
        assertThat(upload.getPhoto().getListingId()).isEqualTo("listing-1");
        assertThat(upload.getPhoto().getSource()).isEqualTo("batch");
        assertThat(upload.getPhoto().getRegion()).isEqualTo("ap-south-1");
        assertThat(upload.getPhoto().getFormat()).isEqualTo(ImageFormat.JPEG);
        assertThat(upload.getPhoto().getWidth()).isEqualTo(1600);
        assertThat(upload.getPhoto().getObject().getUri()).contains("/raw/ap-south-1/2025/05/15/");
        assertThat(store.get(ObjectRef.of(upload.getPhoto().getObject()))).isEqualTo(Files.readAllBytes(file));
    }

    @Test
    void shouldPublishNothingTwice() throws Exception {
        photos(5);
        FakeLog log = new FakeLog();
        publish(log, 2);
        photo("new.jpg");

        BatchSummary again = publish(log, 2);

        assertThat(again.published()).isEqualTo(1);
        assertThat(again.alreadyPublished()).isEqualTo(5);
        assertThat(again.complete()).isTrue();
        assertThat(log.uploads()).hasSize(6);
    }

    @Test
    void shouldPublishTheBytesOfTwoFilesOnce() throws Exception {
        photo("a.jpg");
        for (int i = 0; i < 10; i++) {
            Files.copy(photos.resolve("a.jpg"), photos.resolve("copy-%d.jpg".formatted(i)));
        }
        FakeLog log = new FakeLog();

        BatchSummary summary = publish(log, 4);

        assertThat(summary.published()).isEqualTo(1);
        assertThat(summary.alreadyPublished()).isEqualTo(10);
        assertThat(log.uploads()).hasSize(1);
    }

    @Test
    void shouldPublishEverythingAnewWithoutAJournal() throws Exception {
        photos(3);
        FakeLog log = new FakeLog();
        BatchPublish batch = new BatchPublish(new IngestEdge(store, CLOCK), log, CLOCK, 2);
        BatchRequest request = new BatchRequest(List.of(photos), any -> DETAILS, Optional.empty());

        batch.run(request, BatchListener.silent());
        batch.run(request, BatchListener.silent());

        assertThat(imageIds(log)).hasSize(6);
    }

    @Test
    void shouldStopWhenTheBrokerIsGoneAndGoOnLater() throws Exception {
        photos(10);
        FakeLog log = new FakeLog().refusingFrom(4);

        BatchSummary stopped = publish(log, 1);

        assertThat(stopped.complete()).isFalse();
        assertThat(stopped.published()).isEqualTo(4);
        assertThat(stopped.failed()).hasSize(1);
        assertThat(stopped.notTried()).isEqualTo(5);
        assertThat(stopped.stoppedBy()).get().extracting(UploadFailure::reason).isEqualTo(Reason.BROKER_UNAVAILABLE);

        BatchSummary rest = publish(log.refusingFrom(Integer.MAX_VALUE), 1);

        assertThat(rest.complete()).isTrue();
        assertThat(rest.alreadyPublished()).isEqualTo(4);
        assertThat(rest.published()).isEqualTo(6);
        assertThat(imageIds(log)).hasSize(10);
        assertThat(log.uploads()).hasSize(10);
    }

    @Test
    void shouldFindInTheLogWhatWasPublishedWithoutAReceipt() throws Exception {
        photos(10);
        FakeLog log = new FakeLog().losingAnswersFrom(6);

        BatchSummary stopped = publish(log, 1);

        assertThat(stopped.published()).isEqualTo(6);
        assertThat(log.uploads()).hasSize(7);

        BatchSummary rest = publish(log.losingAnswersFrom(Integer.MAX_VALUE), 1);

        assertThat(rest.complete()).isTrue();
        assertThat(rest.alreadyPublished()).isEqualTo(7);
        assertThat(rest.published()).isEqualTo(3);
        assertThat(log.uploads()).hasSize(10);
    }

    @Test
    void shouldKeepTheIdentityOfAnUploadThatDidNotArrive() throws Exception {
        photos(1);
        FakeLog log = new FakeLog().refusingFrom(0);
        publish(log, 1);
        String journaled = Files.readString(journal);

        publish(log.refusingFrom(Integer.MAX_VALUE), 1);

        assertThat(journaled).contains(log.uploads().get(0).getPhoto().getImageId());
        assertThat(journaled).contains(log.uploads().get(0).getMeta().getEventId());
    }

    @Test
    void shouldGoOnAfterAKillAtAnyLineOfTheJournal() throws Exception {
        photos(4);
        FakeLog whole = new FakeLog();
        publish(whole, 1);
        byte[] finished = Files.readAllBytes(journal);

        for (int length = 0; length <= finished.length; length += 37) {
            FakeLog log = new FakeLog();
            whole.uploads().forEach(log::append);
            Files.write(journal, Arrays.copyOf(finished, length));

            BatchSummary rest = publish(log, 1);

            assertThat(rest.complete()).isTrue();
            assertThat(rest.published() + rest.alreadyPublished()).isEqualTo(4);
            // What has an identity in the journal is found in the log; the rest never got as far as the log.
            assertThat(rest.alreadyPublished())
                    .isEqualTo(new String(finished, 0, length)
                            .lines()
                            .filter(this::isIntent)
                            .count());
        }
    }

    private boolean isIntent(String line) {
        return line.startsWith("{\"intent\"") && line.endsWith("}}");
    }

    @Test
    void shouldReportWhatCannotBeReadAndPublishTheRest() throws Exception {
        Path good = photo("good.jpg");
        Path missing = photos.resolve("missing.jpg");
        FakeLog log = new FakeLog();
        BatchPublish batch = new BatchPublish(new IngestEdge(store, CLOCK), log, CLOCK, 2);

        BatchSummary summary =
                batch.run(BatchRequest.of(List.of(missing, good), DETAILS, journal), BatchListener.silent());

        assertThat(summary.published()).isEqualTo(1);
        assertThat(summary.complete()).isFalse();
        assertThat(summary.stoppedBy()).isEmpty();
        assertThat(summary.failed()).singleElement().satisfies(failed -> {
            assertThat(failed.path()).isEqualTo(missing);
            assertThat(failed.failure().reason()).isEqualTo(Reason.UNREADABLE);
        });
    }

    @Test
    void shouldReportAFileThatVanishedMeanwhile() throws Exception {
        photos(2);
        FakeLog log = new FakeLog();

        BatchSummary summary = publish(log, 1, new Recorder(() -> Files.delete(photos.resolve("photo-01.jpg"))));

        assertThat(summary.published()).isEqualTo(1);
        assertThat(summary.failed()).singleElement().satisfies(failed -> assertThat(
                        failed.failure().message())
                .isEqualTo("There is no file %s".formatted(photos.resolve("photo-01.jpg"))));
    }

    @Test
    void shouldPublishWhatIsNoPhotoAsAFact() throws Exception {
        Files.writeString(photos.resolve("empty.jpg"), "");
        Files.writeString(photos.resolve("text.jpg"), "I am a photo");
        FakeLog log = new FakeLog();

        assertThat(publish(log, 1).complete()).isTrue();

        assertThat(log.uploads()).hasSize(2).allSatisfy(upload -> {
            assertThat(upload.getPhoto().getFormat()).isEqualTo(ImageFormat.UNKNOWN);
            assertThat(upload.getPhoto().getWidth()).isZero();
            assertThat(upload.getPhoto().getObject().getUri()).endsWith(".bin");
        });
    }

    @Test
    void shouldStopWhenTheDiskIsFull() throws Exception {
        photos(5);
        store = new FullStore();
        FakeLog log = new FakeLog();

        BatchSummary summary = publish(log, 1);

        assertThat(summary.stoppedBy()).contains(new UploadFailure(Reason.STORE_FULL, "no room left on the disk"));
        assertThat(summary.failed()).hasSize(1);
        assertThat(summary.notTried()).isEqualTo(4);
        assertThat(log.uploads()).isEmpty();
    }

    @Test
    void shouldTellTheListener() throws Exception {
        photos(3);
        Recorder recorder = new Recorder(() -> {});
        publish(new FakeLog(), 2, recorder);

        assertThat(recorder.found).isEqualTo(3);
        assertThat(recorder.outcomes).hasSize(3).allMatch(FileOutcome.Published.class::isInstance);
    }

    @Test
    void shouldEndWhenTheListenerFails() throws Exception {
        photos(3);
        BatchListener broken = new Recorder(() -> {
            throw new IllegalStateException("screen gone");
        });

        assertThatThrownBy(() -> publish(new FakeLog(), 1, broken)).hasRootCauseMessage("screen gone");
        publish(new FakeLog(), 1);
    }

    @Test
    void shouldEndWhenAWorkerDiesWithFilesThatWaitForIt() throws Exception {
        photo("a.jpg");
        for (int i = 0; i < 10; i++) {
            Files.copy(photos.resolve("a.jpg"), photos.resolve("copy-%d.jpg".formatted(i)));
        }
        CompletableFuture<BatchSummary> batch = new CompletableFuture<>();
        batch.completeAsync(() -> {
            try {
                return publish(new FakeLog().dyingFrom(0), 4);
            } catch (Exception e) {
                throw new CompletionException(e);
            }
        });

        assertThat(batch)
                .failsWithin(Duration.ofMinutes(1))
                .withThrowableThat()
                .withRootCauseInstanceOf(OutOfMemoryError.class);
        assertThat(publish(new FakeLog(), 4).complete()).isTrue();
    }

    @Test
    void shouldRefuseABatchOfNothing() {
        assertThatThrownBy(() -> BatchRequest.of(List.of(), DETAILS, journal))
                .hasMessage("Nothing to publish: name files or folders");
    }

    /** Notes what it hears, and does something after the first file. */
    private static final class Recorder implements BatchListener {
        private final List<FileOutcome> outcomes = new ArrayList<>();
        private final Action afterFirst;
        private long found;

        private Recorder(Action afterFirst) {
            this.afterFirst = afterFirst;
        }

        private interface Action {
            void run() throws IOException;
        }

        @Override
        public void found(long files) {
            found = files;
        }

        @Override
        public void done(FileOutcome outcome) {
            outcomes.add(outcome);
            if (outcomes.size() == 1) {
                try {
                    afterFirst.run();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    /** A store without room; the real one's words for it are tested with the store. */
    private static final class FullStore implements ObjectStore {
        @Override
        public StoredObject put(Content content, Placement placement, ObjectTags tags) throws StoreException {
            throw new StoreException(StoreException.Kind.FULL, "no room left on the disk");
        }

        @Override
        public byte[] get(ObjectRef object) {
            throw new UnsupportedOperationException();
        }

        @Override
        public byte[] read(String uri, Optional<String> version) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void copyTo(ObjectRef object, Path file) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean exists(ObjectRef object) {
            return false;
        }

        @Override
        public ObjectTags tags(String uri) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void tag(String uri, ObjectTags tags) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void delete(String uri) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void list(String prefix, Consumer<? super ListedObject> each) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean owns(String uri) {
            return false;
        }

        @Override
        public void close() {
            // Nothing to close.
        }
    }
}
