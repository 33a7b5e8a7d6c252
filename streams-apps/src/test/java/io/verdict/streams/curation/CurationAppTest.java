package io.verdict.streams.curation;

import static io.verdict.streams.Samples.NOON;
import static io.verdict.streams.Samples.release;
import static io.verdict.streams.Samples.upload;
import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.events.ImageAccepted;
import io.verdict.events.ImageQuarantined;
import io.verdict.events.ImageReleaseRefused;
import io.verdict.events.ImageReleased;
import io.verdict.events.ImageUploaded;
import io.verdict.events.LogPosition;
import io.verdict.events.Photo;
import io.verdict.events.QuarantineCode;
import io.verdict.events.QuarantineEvent;
import io.verdict.events.QuarantineReason;
import io.verdict.streams.AppDriver;
import io.verdict.streams.Samples;
import io.verdict.topics.DeadLetterHeaders;
import io.verdict.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CurationAppTest {

    private final AppDriver app = new AppDriver(CurationApp.create(CurationConfig.defaults()));

    @AfterEach
    void close() {
        app.close();
    }

    private void send(ImageUploaded upload) {
        app.send(
                Topics.IMAGE_UPLOADS,
                upload.getPhoto().getListingId(),
                upload,
                upload.getMeta().getTime());
    }

    private List<String> accepted() {
        return app.read(Topics.IMAGES).stream()
                .map(fact -> fact.getPhoto().getImageId())
                .toList();
    }

    private List<QuarantineCode> codes(QuarantineEvent event) {
        return ((ImageQuarantined) event.getFact())
                .getReasons().stream().map(QuarantineReason::getCode).toList();
    }

    @Test
    void shouldAcceptAPhotoThatPassesAndNameItsCause() {
        ImageUploaded upload = upload("listing-1", "image-1", "a", NOON);
        send(upload);

        List<KeyValue<String, ImageAccepted>> images = app.readWithKeys(Topics.IMAGES);
        assertThat(images).hasSize(1);
        assertThat(images.get(0).key).isEqualTo("listing-1");
        ImageAccepted accepted = images.get(0).value;
        assertThat(accepted.getPhoto()).isEqualTo(upload.getPhoto());
        assertThat(accepted.getReleased()).isFalse();
        assertThat(accepted.getMeta().getCause()).isEqualTo(new LogPosition("image-uploads", 0, 0L, "upload-image-1"));
        assertThat(accepted.getMeta().getCorrelationId()).isEqualTo("correlation-upload-image-1");
        assertThat(accepted.getMeta().getTime()).isEqualTo(NOON);
        assertThat(app.read(Topics.QUARANTINE)).isEmpty();
    }

    @Test
    void shouldQuarantineWithEveryFailedCheck() {
        Photo small = Photo.newBuilder(Samples.photo("listing-1", "image-1", "a"))
                .setWidth(640)
                .setHeight(480)
                .build();
        send(upload(small, NOON));
        send(upload(Photo.newBuilder(small).setImageId("image-2").build(), NOON.plusSeconds(1)));

        List<QuarantineEvent> events = app.read(Topics.QUARANTINE);
        assertThat(events)
                .extracting(this::codes)
                .containsExactly(
                        List.of(QuarantineCode.TOO_SMALL), List.of(QuarantineCode.TOO_SMALL, QuarantineCode.DUPLICATE));
        assertThat(accepted()).isEmpty();
    }

    @Test
    void shouldFindThePhotoOfAnotherListing() {
        send(upload("app", "listing-1", "image-1", "a", NOON));
        send(upload("dealer", "listing-2", "image-2", "a", NOON.plusSeconds(60)));

        assertThat(accepted()).containsExactly("image-1");
        QuarantineEvent event = app.read(Topics.QUARANTINE).get(0);
        assertThat(event.getListingId()).isEqualTo("listing-2");
        assertThat(codes(event)).containsExactly(QuarantineCode.DUPLICATE);
        assertThat(((ImageQuarantined) event.getFact()).getReasons().get(0).getText())
                .contains("photo image-1 of listing listing-1 at 2026-05-15T12:00:00Z", "within 7 days");
        assertThat(event.getMeta().getCause().getTopic()).isEqualTo("image-uploads");
        assertThat(event.getMeta().getCause().getOffset()).isEqualTo(1L);
    }

    @Test
    void shouldCompareWithinTheListingWhereTheSourceSaysSo() {
        send(upload("dealer", "listing-1", "image-1", "a", NOON));
        send(upload("app", "listing-2", "image-2", "a", NOON.plusSeconds(1)));
        send(upload("app", "listing-1", "image-3", "a", NOON.plusSeconds(2)));

        assertThat(accepted()).containsExactlyInAnyOrder("image-1", "image-2");
        assertThat(app.read(Topics.QUARANTINE))
                .extracting(QuarantineEvent::getImageId)
                .containsExactly("image-3");
    }

    @Test
    void shouldForgetAfterTheWindow() {
        send(upload("listing-1", "image-1", "a", NOON));
        send(upload("listing-1", "image-2", "a", NOON.plus(Duration.ofDays(7))));
        send(upload("listing-1", "image-3", "a", NOON.plus(Duration.ofDays(14)).plusMillis(1)));

        assertThat(accepted()).containsExactly("image-1", "image-3");
        assertThat(app.read(Topics.QUARANTINE))
                .extracting(QuarantineEvent::getImageId)
                .containsExactly("image-2");
    }

    @Test
    void shouldFindADuplicateThatCameLate() {
        send(upload("listing-1", "image-later", "a", NOON.plus(Duration.ofHours(20))));
        send(upload("listing-1", "image-earlier", "a", NOON));

        assertThat(accepted()).containsExactly("image-later");
        assertThat(app.read(Topics.QUARANTINE))
                .extracting(QuarantineEvent::getImageId)
                .containsExactly("image-earlier");
    }

    @Test
    void shouldIgnoreARepeatedReportOfAnUpload() {
        for (String source : List.of("app", "dealer")) {
            ImageUploaded upload = upload(source, "listing-" + source, "image-" + source, "bytes-" + source, NOON);
            send(upload);
            send(upload);
        }

        assertThat(accepted()).containsExactlyInAnyOrder("image-app", "image-dealer");
        assertThat(app.read(Topics.QUARANTINE)).isEmpty();
    }

    @Test
    void shouldKeepItsMemoryFlat() {
        Instant time = NOON;
        for (int day = 0; day < 200; day++) {
            for (int upload = 0; upload < 10; upload++) {
                String id = day + "-" + upload;
                send(upload("listing-" + upload, "image-" + id, "bytes-" + id, time));
            }
            time = time.plus(Duration.ofDays(1));
        }
        // Window of 7 days and a day of lateness, 10 uploads a day, whole segments of half of that.
        assertThat(app.recentCount(RuleEverywhere.STORE)).isBetween(80L, 130L);
        assertThat(app.recentCount(RuleWithinListing.STORE)).isBetween(80L, 130L);
    }

    @Test
    void shouldNotBeMovedByAClockThatRunsAhead() {
        send(upload("listing-1", "image-1", "a", NOON));
        app.send(
                Topics.IMAGE_UPLOADS,
                "listing-1",
                upload("listing-1", "image-2", "b", NOON.plus(Duration.ofDays(3650))),
                NOON.plusSeconds(1));
        send(upload("listing-1", "image-3", "a", NOON.plusSeconds(2)));

        assertThat(app.read(Topics.QUARANTINE))
                .extracting(QuarantineEvent::getImageId)
                .containsExactly("image-3");
    }

    @Test
    void shouldReleaseOncePerCommand() {
        send(upload("app", "listing-1", "image-1", "a", NOON));
        send(upload("app", "listing-1", "image-2", "a", NOON.plusSeconds(1)));
        accepted();
        app.read(Topics.QUARANTINE);

        app.send(
                Topics.CURATION_COMMANDS,
                "listing-1",
                release("command-1", "listing-1", "image-2", NOON.plusSeconds(9)));
        app.send(
                Topics.CURATION_COMMANDS,
                "listing-1",
                release("command-1", "listing-1", "image-2", NOON.plusSeconds(9)));

        List<QuarantineEvent> events = app.read(Topics.QUARANTINE);
        assertThat(events).hasSize(1);
        assertThat(events.get(0).getFact()).isEqualTo(new ImageReleased("inspector", "the scratch is real"));
        assertThat(events.get(0).getMeta().getCause().getTopic()).isEqualTo("curation-commands");
        List<ImageAccepted> images = app.read(Topics.IMAGES);
        assertThat(images).hasSize(1);
        assertThat(images.get(0).getReleased()).isTrue();
        assertThat(images.get(0).getPhoto().getImageId()).isEqualTo("image-2");
        assertThat(images.get(0).getMeta().getEventId())
                .isNotEqualTo(events.get(0).getMeta().getEventId());
    }

    @Test
    void shouldReleaseWhatWasQuarantinedEverywhere() {
        send(upload("dealer", "listing-1", "image-1", "a", NOON));
        send(upload("dealer", "listing-2", "image-2", "a", NOON.plusSeconds(1)));
        app.send(
                Topics.CURATION_COMMANDS,
                "listing-2",
                release("command-1", "listing-2", "image-2", NOON.plusSeconds(9)));

        assertThat(accepted()).containsExactly("image-1", "image-2");
    }

    @Test
    void shouldRefuseToReleaseWhatIsNotInQuarantine() {
        send(upload("app", "listing-1", "image-1", "a", NOON));
        send(upload("app", "listing-1", "image-2", "a", NOON.plusSeconds(1)));
        accepted();
        app.read(Topics.QUARANTINE);

        app.send(
                Topics.CURATION_COMMANDS,
                "listing-1",
                release("command-1", "listing-1", "image-1", NOON.plusSeconds(2)));
        app.send(
                Topics.CURATION_COMMANDS,
                "listing-1",
                release("command-2", "listing-1", "image-2", NOON.plusSeconds(3)));
        app.send(
                Topics.CURATION_COMMANDS,
                "listing-1",
                release("command-3", "listing-1", "image-2", NOON.plusSeconds(4)));
        app.send(
                Topics.CURATION_COMMANDS,
                "listing-1",
                release("command-3", "listing-1", "image-2", NOON.plusSeconds(4)));

        assertThat(app.read(Topics.QUARANTINE).stream()
                        .map(QuarantineEvent::getFact)
                        .filter(ImageReleaseRefused.class::isInstance)
                        .map(fact -> ((ImageReleaseRefused) fact).getText()))
                .satisfiesExactly(
                        unknown -> assertThat(unknown).contains("image-1", "is not in quarantine", "raw_images"),
                        again -> assertThat(again).contains("image-2", "was released at", "by inspector"));
        assertThat(accepted()).containsExactly("image-2");
    }

    @Test
    void shouldSendWhatItCannotReadToTheDeadLettersAndGoOn() {
        app.sendBytes(Topics.IMAGE_UPLOADS, bytes("listing-1"), bytes("no avro"));
        send(upload("listing-1", "image-1", "a", NOON));

        assertThat(accepted()).containsExactly("image-1");
        List<TestRecord<byte[], byte[]>> letters = app.readBytes(Topics.DEAD_LETTERS.name());
        assertThat(letters).hasSize(1);
        assertThat(letters.get(0).getValue()).isEqualTo(bytes("no avro"));
        assertThat(header(letters.get(0), DeadLetterHeaders.TOPIC)).isEqualTo("image-uploads");
        assertThat(header(letters.get(0), DeadLetterHeaders.OFFSET)).isEqualTo("0");
    }

    @Test
    void shouldSendWhatMakesNoSenseToTheDeadLettersOnce() {
        app.send(Topics.IMAGE_UPLOADS, "another-listing", upload("listing-1", "image-1", "a", NOON));
        app.send(Topics.IMAGE_UPLOADS, "listing-1", null);
        send(upload("listing-1", "image-2", "b", NOON));

        assertThat(accepted()).containsExactly("image-2");
        assertThat(app.readBytes(Topics.DEAD_LETTERS.name()))
                .extracting(letter -> header(letter, DeadLetterHeaders.MESSAGE))
                .satisfiesExactly(
                        first -> assertThat(first).contains("another-listing", "listing-1"),
                        second -> assertThat(second).contains("no value"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String header(TestRecord<byte[], byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
