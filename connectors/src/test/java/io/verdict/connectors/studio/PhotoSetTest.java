package io.verdict.connectors.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhotoSetTest {
    private final Studio studio = new Studio(StudioConfig.defaults().withSize(400, 300));

    @TempDir
    Path directory;

    @Test
    void shouldReadBackWhatItWrote() throws IOException {
        PhotoSet written = PhotoSet.write(directory, 9, 300, studio, 2, ProgressListener.silent());

        PhotoSet read = PhotoSet.read(directory);

        assertThat(read).isEqualTo(written);
        assertThat(read.entries()).hasSize(9).anyMatch(entry -> !entry.damages().isEmpty());
        PhotoSet.Entry third = read.entries().get(2);
        assertThat(third.file()).isEqualTo("photos/000002.jpg");
        assertThat(third.seed()).isEqualTo(302);
        assertThat(read.bytes(third)).isEqualTo(studio.draw(302).jpeg());
        assertThat(third.damages()).isEqualTo(studio.draw(302).damages());
        assertThat(third.scene()).isEqualTo(studio.draw(302).scene());
    }

    @Test
    void shouldWriteTheSameSetWithAnyNumberOfThreads() throws IOException {
        Path one = directory.resolve("one");
        Path three = directory.resolve("three");

        PhotoSet.write(one, 7, 1, studio, 1, ProgressListener.silent());
        PhotoSet.write(three, 7, 1, studio, 3, ProgressListener.silent());

        assertThat(three.resolve(PhotoSet.ANNOTATIONS)).hasSameBinaryContentAs(one.resolve(PhotoSet.ANNOTATIONS));
        assertThat(three.resolve("photos/000006.jpg")).hasSameBinaryContentAs(one.resolve("photos/000006.jpg"));
    }

    @Test
    void shouldWriteAnnotationsInCocoFormat() throws IOException {
        PhotoSet set = PhotoSet.write(directory, 6, 40, studio, 1, ProgressListener.silent());

        JsonNode root = new ObjectMapper()
                .readTree(directory.resolve(PhotoSet.ANNOTATIONS).toFile());

        assertThat(root.at("/categories/0/id").asInt()).isEqualTo(1);
        assertThat(root.at("/categories/0/name").asText()).isEqualTo("scratch");
        assertThat(root.at("/categories/1/id").asInt()).isEqualTo(2);
        assertThat(root.at("/categories/1/name").asText()).isEqualTo("dent");
        assertThat(root.get("images")).hasSize(6);
        assertThat(root.at("/images/0/sha256").asText()).matches("[0-9a-f]{64}");
        int boxes =
                set.entries().stream().mapToInt(entry -> entry.damages().size()).sum();
        assertThat(root.get("annotations")).hasSize(boxes);
        for (JsonNode annotation : root.get("annotations")) {
            JsonNode box = annotation.get("bbox");
            assertThat(annotation.get("area").asDouble())
                    .isEqualTo(box.get(2).asDouble() * box.get(3).asDouble());
            assertThat(annotation.get("iscrowd").asInt()).isZero();
        }
    }

    @Test
    void shouldTellHowFarItIs() throws IOException {
        List<String> heard = new ArrayList<>();

        PhotoSet.write(directory, 3, 0, studio, 2, (done, total) -> heard.add(done + "/" + total));

        assertThat(heard).containsExactly("1/3", "2/3", "3/3");
    }

    @Test
    void shouldNotOverwriteASet() throws IOException {
        PhotoSet.write(directory, 1, 0, studio, 1, ProgressListener.silent());

        assertThatThrownBy(() -> PhotoSet.write(directory, 1, 5, studio, 1, ProgressListener.silent()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("already");
    }

    @Test
    void shouldRefuseAnEmptySet() {
        assertThatThrownBy(() -> PhotoSet.write(directory, 0, 0, studio, 1, ProgressListener.silent()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one photograph");
    }

    @Test
    void shouldSayWhenThereIsNoSet() {
        assertThatThrownBy(() -> PhotoSet.read(directory))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("annotations.json is missing");
    }

    @Test
    void shouldNameTheFieldThatIsMissing() throws IOException {
        Files.writeString(directory.resolve(PhotoSet.ANNOTATIONS), "{\"images\":[]}");

        assertThatThrownBy(() -> PhotoSet.read(directory))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("'annotations'");
    }

    @Test
    void shouldRefuseAnUnknownCategory() {
        assertThatThrownBy(() -> DamageClass.ofCocoId(3)).hasMessageContaining("Unknown category id 3");
    }

    @Test
    void shouldNoticeAPhotographThatWasChanged() throws IOException {
        PhotoSet set = PhotoSet.write(directory, 1, 0, studio, 1, ProgressListener.silent());
        PhotoSet.Entry entry = set.entries().get(0);
        Files.write(directory.resolve(entry.file()), new byte[] {1, 2, 3});

        assertThatThrownBy(() -> set.bytes(entry))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("was annotated with " + entry.sha256());
    }

    @Test
    void shouldSayWhichFileCouldNotBeWritten() throws IOException {
        Files.createDirectories(directory.resolve("photos/000000.jpg"));

        assertThatThrownBy(() -> PhotoSet.write(directory, 1, 0, studio, 1, ProgressListener.silent()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("000000.jpg");
        assertThat(directory.resolve(PhotoSet.ANNOTATIONS)).doesNotExist();
    }
}
