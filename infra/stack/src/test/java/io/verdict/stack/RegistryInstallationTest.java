package io.verdict.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryInstallationTest {
    private static final String RUNNER = "apicurio-registry-app-1.2.3-runner.jar";

    @TempDir
    Path directory;

    @AfterEach
    void tearDown() {
        System.clearProperty(RegistryArchive.PROPERTY);
    }

    @Test
    void shouldUnpackOnce() throws IOException {
        Path archive = archive(Map.of(RUNNER, "runner", "lib/a.jar", "a"));
        Path cache = directory.resolve("cache");
        RegistryInstallation first = RegistryInstallation.ready(cache, "1.2.3", () -> archive);
        RegistryInstallation second = RegistryInstallation.ready(cache, "1.2.3", () -> {
            throw new AssertionError("the archive is not needed again");
        });

        assertThat(first.runner()).hasContent("runner");
        assertThat(first.runner().resolveSibling("lib/a.jar")).hasContent("a");
        assertThat(second).isEqualTo(first);
    }

    @Test
    void shouldLeaveNoHalfAfterADamagedArchive() throws IOException {
        Path archive = archive(Map.of(RUNNER, "x".repeat(100_000)));
        byte[] whole = Files.readAllBytes(archive);
        Files.write(archive, Arrays.copyOf(whole, whole.length / 2));
        Path cache = directory.resolve("cache");

        assertThatThrownBy(() -> RegistryInstallation.ready(cache, "1.2.3", () -> archive))
                .isInstanceOf(StackException.class)
                .hasMessageContaining(archive.toString())
                .hasMessageContaining("-Dverdict.cache=DIRECTORY");
        Files.write(archive, whole);
        assertThat(RegistryInstallation.ready(cache, "1.2.3", () -> archive).runner())
                .hasSize(100_000);
    }

    @Test
    void shouldNotWriteOutsideItsDirectory() throws IOException {
        Path archive = archive(Map.of("../../escaped", "x"));

        assertThatThrownBy(() -> RegistryInstallation.ready(directory.resolve("cache"), "1.2.3", () -> archive))
                .isInstanceOf(StackException.class);
        assertThat(directory.resolve("escaped")).doesNotExist();
    }

    @Test
    void shouldFindTheDistributionThatTheBuildFetched() {
        assertThat(RegistryArchive.find())
                .isRegularFile()
                .hasFileName("apicurio-registry-app-" + RegistryArchive.version() + "-all.tar.gz");
    }

    @Test
    void shouldSayWhereTheDistributionWasLookedForAndHowToGetIt() {
        System.setProperty(
                RegistryArchive.PROPERTY, directory.resolve("missing.tar.gz").toString());

        assertThatThrownBy(RegistryArchive::find)
                .isInstanceOf(StackException.class)
                .hasMessageContaining(directory.resolve("missing.tar.gz").toString())
                .hasMessageContaining("dependency-plugin")
                .hasMessageContaining(RegistryArchive.version());
    }

    private Path archive(Map<String, String> files) throws IOException {
        Path archive = directory.resolve("distribution.tar.gz");
        try (OutputStream file = Files.newOutputStream(archive);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(file))) {
            tar.putArchiveEntry(new TarArchiveEntry("lib/"));
            tar.closeArchiveEntry();
            for (Map.Entry<String, String> content : files.entrySet()) {
                byte[] bytes = content.getValue().getBytes(StandardCharsets.UTF_8);
                TarArchiveEntry entry = new TarArchiveEntry(content.getKey());
                entry.setSize(bytes.length);
                tar.putArchiveEntry(entry);
                tar.write(bytes);
                tar.closeArchiveEntry();
            }
        }
        return archive;
    }
}
