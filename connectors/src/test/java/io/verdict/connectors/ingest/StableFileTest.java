package io.verdict.connectors.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.connectors.ingest.UploadFailure.Reason;
import io.verdict.connectors.store.Content;
import io.verdict.connectors.store.Digests;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StableFileTest {

    @TempDir
    Path folder;

    @Test
    void shouldReadAFile() throws Exception {
        Path file = Files.writeString(folder.resolve("a.jpg"), "bytes");

        Content content = new StableFile().read(file);

        assertThat(content).isInstanceOf(Content.InMemory.class);
        assertThat(content.digests()).isEqualTo(Digests.of("bytes".getBytes(UTF_8)));
    }

    @Test
    void shouldNotHoldALargeFile() throws Exception {
        Path file = Files.write(folder.resolve("a.jpg"), new byte[StableFile.MOST_IN_MEMORY + 1]);

        assertThat(new StableFile().read(file)).isInstanceOf(Content.InFile.class);
    }

    @Test
    void shouldReadAgainWhenTheFileChanged() throws Exception {
        Path file = Files.writeString(folder.resolve("a.jpg"), "half");
        AtomicInteger reads = new AtomicInteger();
        StableFile files = new StableFile((path, size) -> {
            Content content = Content.of(Files.readAllBytes(path));
            if (reads.incrementAndGet() == 1) {
                Files.writeString(path, " and half", StandardOpenOption.APPEND);
            }
            return content;
        });

        assertThat(files.read(file).digests().sizeBytes()).isEqualTo("half and half".length());
        assertThat(reads).hasValue(2);
    }

    @Test
    void shouldGiveUpOnAFileThatKeepsChanging() throws Exception {
        Path file = Files.writeString(folder.resolve("a.jpg"), "");
        StableFile files = new StableFile((path, size) -> {
            Content content = Content.of(Files.readAllBytes(path));
            Files.writeString(path, "more", StandardOpenOption.APPEND);
            return content;
        });

        assertThatThrownBy(() -> files.read(file))
                .isInstanceOfSatisfying(
                        UploadException.class,
                        e -> assertThat(e.failure().reason()).isEqualTo(Reason.CHANGING))
                .hasMessageContaining("a.jpg kept changing");
    }

    @Test
    void shouldRefuseWhatIsNoFile() {
        assertThatThrownBy(() -> new StableFile().read(folder)).hasMessageContaining("not a regular file");
        assertThatThrownBy(() -> new StableFile().read(folder.resolve("missing")))
                .isInstanceOf(NoSuchFileException.class);
    }
}
