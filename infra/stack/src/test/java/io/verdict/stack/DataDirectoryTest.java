package io.verdict.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir
    Path directory;

    @Test
    void shouldMakeAndKeepAGivenDirectory() {
        Path given = directory.resolve("a/b");
        DataDirectory.open(Optional.of(given), "broker").close();

        assertThat(given).isDirectory();
    }

    @Test
    void shouldDeleteATemporaryDirectoryWithItsContent() throws IOException {
        DataDirectory temporary = DataDirectory.open(Optional.empty(), "schema registry");
        Files.writeString(
                Files.createDirectory(temporary.path().resolve("inner")).resolve("file"), "content");
        temporary.close();

        assertThat(temporary.path()).doesNotExist();
    }

    @Test
    void shouldRefuseASecondHolderAndLeaveTheFirstItsLock() {
        try (DataDirectory first = DataDirectory.open(Optional.of(directory), "broker")) {
            for (int attempt = 0; attempt < 2; attempt++) {
                assertThatThrownBy(() -> DataDirectory.open(Optional.of(first.path()), "broker"))
                        .isInstanceOf(StackException.class)
                        .hasMessageContaining("broker's data directory " + directory)
                        .hasMessageContaining("this process already");
            }
        }
        DataDirectory.open(Optional.of(directory), "broker").close();
    }

    @Test
    void shouldTakeADirectoryWhoseHolderHasDied() throws IOException {
        Files.writeString(directory.resolve(".lock"), "");
        Files.writeString(directory.resolve(".holder"), ProcessHandle.current().pid() + " 2001-01-01T00:00:00Z");
        DataDirectory.open(Optional.of(directory), "broker").close();
        Files.writeString(directory.resolve(".holder"), "half a wri");
        DataDirectory.open(Optional.of(directory), "broker").close();

        assertThat(directory.resolve(".holder")).doesNotExist();
    }

    @Test
    void shouldSayThatAFileIsNoDirectory() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");

        assertThatThrownBy(() -> DataDirectory.open(Optional.of(file), "broker"))
                .isInstanceOf(StackException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("Give a directory that this user may write to");
    }

    @Test
    void shouldRefuseAFullDiskBeforeAnythingIsWritten() {
        assertThatThrownBy(() -> DataDirectory.open(Optional.of(directory), "broker", Long.MAX_VALUE))
                .isInstanceOf(StackException.class)
                .hasMessageContaining(directory.toString())
                .hasMessageContaining("MiB of disk left")
                .hasMessageContaining("Free some space");
        assertThat(directory).isEmptyDirectory();
    }
}
