package io.verdict.avro;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.events.CurationStatus;
import io.verdict.events.ImageFormat;
import io.verdict.events.LogPosition;
import io.verdict.events.Photo;
import io.verdict.events.RawImage;
import io.verdict.events.StoredObject;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AvroSerdeTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T10:15:30.123456789Z"), ZoneOffset.UTC);

    static RawImage rawImage() {
        return RawImage.newBuilder()
                .setPhoto(photo())
                .setStatus(CurationStatus.UPLOADED)
                .setReasons(List.of("zu klein – 640×480"))
                .setUpload(new LogPosition("image-uploads", 3, 42L, EventIds.next(CLOCK)))
                .build();
    }

    static Photo photo() {
        return Photo.newBuilder()
                .setImageId(EventIds.next(CLOCK))
                .setListingId("L-1")
                .setSource("app")
                .setUploader("dealer-7")
                .setRegion("ap-south-1")
                .setUploadedAt(Instant.parse("2026-11-21T10:15:30.123456Z"))
                .setObject(new StoredObject("file:/store/raw/x.jpg", null, "0".repeat(64), "0".repeat(32), 123_456L))
                .setFormat(ImageFormat.JPEG)
                .setWidth(1600)
                .setHeight(1200)
                .build();
    }

    @Test
    void shouldReadWhatItWrote() {
        AvroSerde<RawImage> serde = AvroSerde.of(RawImage.class, Map.of("schema.registry.url", "mock://serde-test"));
        RawImage image = rawImage();

        byte[] bytes = serde.serializer().serialize("raw-images-view", image);

        assertThat(serde.deserializer().deserialize("raw-images-view", bytes)).isEqualTo(image);
        assertThat(AvroJson.toJson(image))
                .contains(
                        "\"uploadedAt\":\"2026-11-21T10:15:30.123456Z\"",
                        "\"version\":null",
                        "\"status\":\"UPLOADED\"");
    }
}
