package io.verdict.connectors.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.connectors.runs.TrainingFault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TRN-4: an archive that a job left is taken apart without harm, or refused whole. */
class ModelArchiveTest {

    private static final int LARGEST = 100_000;

    @TempDir
    Path folder;

    private Path extract(byte[] archive, String name) throws IOException {
        Path file = folder.resolve("work").resolve("made");
        Files.createDirectories(file.getParent());
        ModelArchive.extract(new ByteArrayInputStream(archive), name, file, LARGEST);
        return file;
    }

    private void refused(byte[] archive, String why) throws IOException {
        assertThatThrownBy(() -> extract(archive, "model.onnx"))
                .isInstanceOf(TrainingFault.class)
                .hasMessageContaining(why);
        try (Stream<Path> left = Files.walk(folder)) {
            assertThat(left.filter(Files::isRegularFile))
                    .as("nothing is left behind")
                    .isEmpty();
        }
    }

    @Test
    void shouldTakeTheModelOutOfTheArchive() throws IOException {
        byte[] archive = Archives.of("./code/train.py", "print()", "./model.onnx", "weights");

        assertThat(extract(archive, "model.onnx")).hasContent("weights");
        assertThat(extract(archive, "code/train.py")).hasContent("print()");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../model.onnx", "a/../../model.onnx", "/etc/cron.d/x", "a\\..\\b", "C:/x", ".."})
    void shouldRefuseEntriesThatLeadAwayEvenAfterTheModel(String name) throws IOException {
        refused(Archives.of("model.onnx", "weights", name, "evil"), "leads out of the folder");
    }

    @Test
    void shouldRefuseLinks() throws IOException {
        refused(Archives.withLink("model.onnx", "/etc/passwd"), "neither a file nor a folder");
    }

    @Test
    void shouldRefuseMoreBytesThanAllowedWhereverTheyAre() throws IOException {
        refused(Archives.of("model.onnx", "x".repeat(LARGEST + 1)), "more than 100000 bytes");
        refused(Archives.of("model.onnx", "x", "junk", "x".repeat(LARGEST)), "more than 100000 bytes");
    }

    @Test
    void shouldRefuseAnArchiveWithoutTheModelOrWithTwo() throws IOException {
        refused(Archives.of("weights.pt", "x"), "has no model.onnx");
        refused(Archives.of("model.onnx", "x", "./model.onnx", "y"), "twice");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldNotBlameTheArchiveForAFullDisk() throws IOException {
        Path full = Files.createSymbolicLink(folder.resolve("made"), Path.of("/dev/full"));
        byte[] archive = Archives.of("model.onnx", "weights");

        assertThatThrownBy(() -> ModelArchive.extract(new ByteArrayInputStream(archive), "model.onnx", full, LARGEST))
                .isExactlyInstanceOf(IOException.class)
                .hasMessageContaining("No space left");
        assertThat(full).doesNotExist();
    }

    @Test
    void shouldRefuseWhatIsDamaged() throws IOException {
        byte[] whole = Archives.of("model.onnx", "weights");

        refused("no archive".getBytes(), "cannot be unpacked");
        refused(Arrays.copyOf(whole, whole.length / 2), "cannot be unpacked");
    }
}
