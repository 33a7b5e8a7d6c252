package io.verdict.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ScratchTest {

    @Test
    void shouldLeaveNothingBehind() throws IOException {
        Path root;
        try (Scratch scratch = Scratch.with(1)) {
            root = scratch.root();
            Files.writeString(Files.createDirectories(root.resolve("a/b")).resolve("c"), "text");
        }

        assertThat(root).doesNotExist();
    }

    @Test
    void shouldRefuseWhatDoesNotFit() {
        assertThatThrownBy(() -> Scratch.with(Long.MAX_VALUE / 4)).hasMessageContaining("MiB of room");
    }
}
