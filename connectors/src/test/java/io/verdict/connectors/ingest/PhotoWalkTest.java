package io.verdict.connectors.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Links need a privilege there")
class PhotoWalkTest {

    @TempDir
    Path temporary;

    private Path folder;

    @BeforeEach
    void realFolder() throws IOException {
        folder = temporary.toRealPath();
    }

    private Path file(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, name);
    }

    private static PhotoWalk walk(Path... paths) {
        return PhotoWalk.of(List.of(paths));
    }

    private static Stream<String> reasons(PhotoWalk walk) {
        return walk.failed().stream().map(each -> each.failure().message());
    }

    @Test
    void shouldTakePhotosOfFoldersInOrder() throws Exception {
        Path c = file("b/c.JPG");
        Path a = file("a.jpeg");
        Path d = file("b/d/e.png");
        file("notes.txt");
        file("jpg");
        file("film.mp4");

        PhotoWalk walk = walk(folder);

        assertThat(walk.photos()).containsExactly(a, c, d);
        assertThat(walk.skipped()).isEqualTo(3);
        assertThat(walk.failed()).isEmpty();
    }

    @Test
    void shouldTakeNamedFilesWhateverTheyAreCalled() throws Exception {
        Path text = file("notes.txt");
        Path hidden = file(".hidden");

        assertThat(walk(text, hidden).photos()).containsExactly(text, hidden);
    }

    @Test
    void shouldSkipHiddenFilesAndFolders() throws Exception {
        file(".hidden.jpg");
        file(".thumbnails/a.jpg");
        Path seen = file("seen.jpg");

        PhotoWalk walk = walk(folder);

        assertThat(walk.photos()).containsExactly(seen);
        assertThat(walk.skipped()).isEqualTo(1);
    }

    @Test
    void shouldTakeAHiddenFolderThatIsNamed() throws Exception {
        Path photo = file(".camera/a.jpg");

        assertThat(walk(photo.getParent()).photos()).containsExactly(photo);
    }

    @Test
    void shouldReportALoopAndTakeTheRest() throws Exception {
        Path photo = file("a/b/photo.jpg");
        Files.createSymbolicLink(folder.resolve("a/b/loop"), folder.resolve("a"));

        PhotoWalk walk = walk(folder);

        assertThat(walk.photos()).containsExactly(photo);
        assertThat(reasons(walk))
                .singleElement()
                .asString()
                .contains("a/b/loop")
                .contains("link back to a folder that it lies in");
    }

    @Test
    void shouldTakeWhatIsReachedTwiceOnce() throws Exception {
        Path photo = file("a/photo.jpg");
        Files.createSymbolicLink(folder.resolve("b"), folder.resolve("a"));
        Files.createSymbolicLink(folder.resolve("photo-again.jpg"), photo);

        assertThat(walk(folder, photo, folder.resolve("a")).photos()).hasSize(1);
    }

    @Test
    void shouldFollowLinks() throws Exception {
        Path photo = file("photo.jpg");
        Path folderOfLinks = Files.createDirectory(folder.resolve("links"));
        Path link = Files.createSymbolicLink(folderOfLinks.resolve("link.jpg"), photo);

        assertThat(walk(folderOfLinks).photos()).containsExactly(link);
    }

    @Test
    void shouldReportWhatIsNotThere() throws Exception {
        Path missing = folder.resolve("missing.jpg");
        Path dangling = Files.createSymbolicLink(folder.resolve("dangling.jpg"), missing);

        PhotoWalk walk = walk(missing, folder);

        assertThat(walk.photos()).isEmpty();
        assertThat(walk.failed()).extracting(FileFailure::path).containsExactly(missing, dangling);
        assertThat(reasons(walk))
                .satisfiesExactly(
                        first -> assertThat(first).contains("There is no file or folder"),
                        second -> assertThat(second).contains("the link leads nowhere"));
    }

    @Test
    void shouldTakeAnEmptyFolderForNothing() {
        PhotoWalk walk = walk(folder);

        assertThat(walk.photos()).isEmpty();
        assertThat(walk.failed()).isEmpty();
    }
}
