package io.verdict.streams.catalog;

import static io.verdict.streams.Samples.NOON;
import static io.verdict.streams.Samples.features;
import static io.verdict.streams.Samples.meta;
import static io.verdict.streams.Samples.photo;
import static io.verdict.streams.Samples.upload;
import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.events.CuratedImage;
import io.verdict.events.CurationStatus;
import io.verdict.events.ImageAccepted;
import io.verdict.events.ImageQuarantined;
import io.verdict.events.ImageReleaseRefused;
import io.verdict.events.ImageReleased;
import io.verdict.events.LogPosition;
import io.verdict.events.Meta;
import io.verdict.events.QualityFlag;
import io.verdict.events.QuarantineCode;
import io.verdict.events.QuarantineEvent;
import io.verdict.events.QuarantineReason;
import io.verdict.events.RawImage;
import io.verdict.streams.AppDriver;
import io.verdict.streams.app.ListingKeys;
import io.verdict.topics.Topics;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.KeyValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CatalogAppTest {

    private static final String KEY = ListingKeys.of("listing-1", "image-1");
    private static final LogPosition UPLOAD = new LogPosition("image-uploads", 0, 0L, "upload-image-1");

    private final AppDriver app = new AppDriver(CatalogApp.create(QualityRule.STANDARD));

    @AfterEach
    void close() {
        app.close();
    }

    private static Meta causedByUpload(String id) {
        return new Meta(id, NOON, "curation", "c", UPLOAD);
    }

    private static ImageAccepted accepted(boolean released) {
        return new ImageAccepted(
                released ? meta("accepted", NOON.plusSeconds(60)) : causedByUpload("accepted"),
                photo("listing-1", "image-1", "a"),
                released);
    }

    private static QuarantineEvent quarantine(Object fact) {
        return new QuarantineEvent(causedByUpload("q"), "image-1", "listing-1", fact);
    }

    private static ImageQuarantined quarantined() {
        return new ImageQuarantined(
                photo("listing-1", "image-1", "a"),
                List.of(new QuarantineReason(QuarantineCode.TOO_SMALL, "It is small.")));
    }

    private void sendUpload() {
        app.send(Topics.IMAGE_UPLOADS, "listing-1", upload("listing-1", "image-1", "a", NOON));
    }

    private RawImage raw() {
        return app.<RawImage>store(CatalogApp.RAW_IMAGES).get(KEY);
    }

    @Test
    void shouldFollowAPhotoFromUploadToAcceptance() {
        sendUpload();
        assertThat(raw().getStatus()).isEqualTo(CurationStatus.UPLOADED);
        assertThat(raw().getUpload()).isEqualTo(UPLOAD);

        app.send(Topics.IMAGES, "listing-1", accepted(false));
        assertThat(raw().getStatus()).isEqualTo(CurationStatus.ACCEPTED);
        assertThat(app.<String>store(CatalogApp.LISTING_OF_IMAGE)).isEqualTo(Map.of("image-1", "listing-1"));

        List<KeyValue<String, RawImage>> published = app.readWithKeys(Topics.RAW_IMAGES_VIEW);
        assertThat(published).extracting(row -> row.key).containsExactly("image-1", "image-1");
        assertThat(published.get(1).value).isEqualTo(raw());
        List<KeyValue<String, CuratedImage>> curated = app.readWithKeys(Topics.CURATED_IMAGES_VIEW);
        assertThat(curated).hasSize(1);
        assertThat(curated.get(0).value.getQuality()).isEqualTo(QualityFlag.UNKNOWN);
        assertThat(curated.get(0).value.getAcceptedAt()).isEqualTo(NOON);
    }

    @Test
    void shouldSayWhyAPhotoIsInQuarantineUntilItIsReleased() {
        sendUpload();
        app.send(Topics.QUARANTINE, "listing-1", quarantine(quarantined()));
        assertThat(raw().getStatus()).isEqualTo(CurationStatus.QUARANTINED);
        assertThat(raw().getReasons()).containsExactly("It is small.");

        app.send(Topics.QUARANTINE, "listing-1", quarantine(new ImageReleaseRefused("p", "no")));
        assertThat(raw().getStatus()).isEqualTo(CurationStatus.QUARANTINED);

        app.send(Topics.QUARANTINE, "listing-1", quarantine(new ImageReleased("p", "it is fine")));
        assertThat(raw().getStatus()).isEqualTo(CurationStatus.RELEASED);
        assertThat(raw().getReasons()).isEmpty();
        assertThat(app.store(CatalogApp.CURATED_IMAGES)).isEmpty();

        app.send(Topics.IMAGES, "listing-1", accepted(true));
        assertThat(app.<CuratedImage>store(CatalogApp.CURATED_IMAGES).get(KEY).getReleased())
                .isTrue();
    }

    @Test
    void shouldGiveTheSameRowInWhateverOrderTopicsAreRead() {
        app.send(Topics.IMAGE_FEATURES, "listing-1", features("listing-1", "image-1", 0.05, 100, NOON));
        app.send(Topics.IMAGES, "listing-1", accepted(true));
        assertThat(raw().getUpload()).isEqualTo(RawImages.UNREAD);
        app.send(Topics.QUARANTINE, "listing-1", quarantine(quarantined()));
        app.send(Topics.QUARANTINE, "listing-1", quarantine(new ImageReleased("p", "it is fine")));
        sendUpload();

        assertThat(raw().getStatus()).isEqualTo(CurationStatus.RELEASED);
        assertThat(raw().getReasons()).isEmpty();
        assertThat(raw().getUpload()).isEqualTo(UPLOAD);
        assertThat(app.<CuratedImage>store(CatalogApp.CURATED_IMAGES).get(KEY).getQuality())
                .isEqualTo(QualityFlag.DARK);
        assertThat(app.store(CatalogApp.EARLY_QUALITY)).isEmpty();
    }

    @Test
    void shouldFlagQualityFromFeatures() {
        app.send(Topics.IMAGES, "listing-1", accepted(false));
        app.send(Topics.IMAGE_FEATURES, "listing-1", features("listing-1", "image-1", 0.5, 2, NOON));
        assertThat(app.<CuratedImage>store(CatalogApp.CURATED_IMAGES).get(KEY).getQuality())
                .isEqualTo(QualityFlag.BLURRED);
        assertThat(app.read(Topics.CURATED_IMAGES_VIEW)).hasSize(2);
    }

    @Test
    void shouldKeepTheLatestFeaturesOfAPhotoAlsoBeforeItsUploadIsRead() {
        app.send(Topics.IMAGE_FEATURES, "listing-1", features("listing-1", "image-1", 0.5, 2, NOON));
        app.send(Topics.IMAGE_FEATURES, "listing-1", features("listing-1", "image-1", 0.6, 3, NOON.minusSeconds(9)));
        app.send(Topics.IMAGE_FEATURES, "listing-1", features("listing-1", "image-2", 0.7, 4, NOON));

        assertThat(app.store(CatalogApp.IMAGE_FEATURES))
                .isEqualTo(Map.of(
                        KEY,
                        features("listing-1", "image-1", 0.6, 3, NOON.minusSeconds(9)),
                        ListingKeys.of("listing-1", "image-2"),
                        features("listing-1", "image-2", 0.7, 4, NOON)));
        assertThat(app.<String>store(CatalogApp.LISTING_OF_IMAGE))
                .isEqualTo(Map.of("image-1", "listing-1", "image-2", "listing-1"));
    }

    @Test
    void shouldPublishARowOnlyWhereItChanges() {
        sendUpload();
        sendUpload();
        app.send(Topics.IMAGES, "listing-1", accepted(false));
        app.send(Topics.IMAGES, "listing-1", accepted(false));
        assertThat(app.read(Topics.RAW_IMAGES_VIEW)).hasSize(2);
        assertThat(app.read(Topics.CURATED_IMAGES_VIEW)).hasSize(1);
    }
}
