package io.verdict.launcher.labels;

import static io.verdict.launcher.labels.LabelEvents.photo;
import static io.verdict.launcher.labels.LabelEvents.stored;
import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.connectors.labels.FolderImages;
import io.verdict.connectors.labels.ImageSize;
import io.verdict.connectors.labels.KnownImage;
import io.verdict.connectors.store.Content;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which photo of the platform a label file means (LAB-2). */
class PlatformPhotosTest {

    private static final ImageSize SIZE = new ImageSize(1600, 1200);

    @TempDir
    Path folder;

    private static PlatformPhotos asked(Optional<FolderImages> folder, String... names) {
        PlatformPhotos.Names asked = new PlatformPhotos.Names();
        List.of(names)
                .forEach(name -> assertThat(asked.find(name, Optional.empty())).isEmpty());
        return PlatformPhotos.of(asked, folder);
    }

    private static Optional<KnownImage> find(PlatformPhotos photos, String name) {
        return photos.find(name, Optional.empty());
    }

    @Test
    void shouldFindPhotosByIdUriAndSegment() {
        String[] names = {"p1", "images/p1.jpg", "s3://bucket/raw/aa.jpg", "raw/aa", "s3://elsewhere/aa.jpg", "p9"};
        PlatformPhotos photos = asked(Optional.empty(), names);
        photos.add(photo("p1", stored("aa"), 1));
        photos.add(photo("p2", stored("bb"), 1));
        for (int at = 0; at < 5; at++) {
            assertThat(find(photos, names[at])).as(names[at]).contains(new KnownImage("p1", SIZE));
        }
        assertThat(find(photos, "p9")).isEmpty();
        assertThat(find(photos, "p2")).as("nobody has asked for it").isEmpty();
        assertThat(photos.uploadedAt("p1")).isEqualTo(LabelEvents.NOW);
        assertThat(photos.advice("p9")).contains("have it accepted first", "--photos DIR");
    }

    @Test
    void shouldFindPhotosByTheirBytesAndTurnThemUpright() throws Exception {
        Path file = Files.createDirectories(folder.resolve("car-1")).resolve("left.jpg");
        Files.write(file, new byte[] {1, 2, 3});
        PlatformPhotos photos = asked(Optional.of(new FolderImages(folder)), "car-1/left.jpg", "car-1/right.jpg");
        photos.add(photo("p1", stored(Content.of(file).digests().sha256()), 6));
        assertThat(find(photos, "car-1/left.jpg")).contains(new KnownImage("p1", new ImageSize(1200, 1600)));
        assertThat(find(photos, "car-1/right.jpg")).isEmpty();
    }

    @Test
    void shouldNotGuessWhichOfTwoPhotosWithTheSameBytesIsMeant() {
        PlatformPhotos photos = asked(Optional.empty(), "aa.jpg", "p2");
        photos.add(photo("p1", stored("aa"), 1));
        photos.add(photo("p2", stored("aa"), 1));
        assertThat(find(photos, "aa.jpg")).isEmpty();
        assertThat(photos.advice("aa.jpg")).isEqualTo("several photos are meant: p1, p2; name one of them by its id");
        assertThat(find(photos, "p2")).contains(new KnownImage("p2", SIZE));
    }
}
