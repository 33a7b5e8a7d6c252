package io.verdict.launcher.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.verdict.inference.detector.DetectorSession;
import io.verdict.inference.detector.DetectorSpec;
import io.verdict.inference.detector.RuntimeOptions;
import io.verdict.launcher.cli.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TrainDetectorCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Console console = new Console(new PrintWriter(out), new PrintWriter(err), false);

    @TempDir
    Path folder;

    private int run(String... args) {
        return new CommandLine(new TrainDetectorCommand(console)).execute(args);
    }

    @Test
    void shouldMakeTheWholeArtifactFromNothingAndTheSameAgain() throws Exception {
        Path artifact = folder.resolve("artifact");
        Path again = folder.resolve("again");
        String work = folder.resolve("work").toString();

        assertThat(run("--small", "--out", artifact.toString(), "--work", work, "--json"))
                .isZero();
        assertThat(run("--small", "--out", again.toString(), "--work", work)).isZero();

        byte[] model = Files.readAllBytes(artifact.resolve("model.onnx"));
        DetectorSpec spec = DetectorSpec.fromJson(Files.readString(artifact.resolve("model.json")));
        assertThat(spec.sha256())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(model)));
        try (DetectorSession session = DetectorSession.open(model, spec, RuntimeOptions.cpu())) {
            assertThat(session.spec().classes()).containsExactly("scratch", "dent");
        }
        JsonNode metrics =
                new ObjectMapper().readTree(artifact.resolve("metrics.json").toFile());
        assertThat(metrics.at("/test/images").asInt()).isEqualTo(8);
        assertThat(metrics.at("/test/map50").isNumber()).isTrue();
        assertThat(metrics.at("/data/train/photos").asInt()).isEqualTo(24);
        assertThat(metrics.at("/data/test/sha256").asText()).hasSize(64);
        assertThat(metrics.at("/training/course").size()).isEqualTo(3);
        assertThat(metrics.at("/slices/brightness").size()).isPositive();
        assertThat(new ObjectMapper()
                        .readTree(out.toString().lines().findFirst().orElseThrow()))
                .isEqualTo(metrics);
        assertThat(Files.readString(artifact.resolve("card.md")))
                .contains("on synthetic photos that we drew")
                .contains(spec.sha256());
        for (String file : new String[] {"model.onnx", "model.json", "metrics.json", "card.md"}) {
            assertThat(again.resolve(file)).hasSameBinaryContentAs(artifact.resolve(file));
        }
        assertThat(err.toString()).contains("Epoch 3 of 3").contains("Validation: mAP@0.5");
    }

    @Test
    void shouldRefuseAWorkFolderOfAnotherRecipe() throws IOException {
        Path work = folder.resolve("work");
        DetectorRecipe small = DetectorRecipe.small();
        TrainingConsole silent = new TrainingConsole(console);
        PhotoSets.open(work, new DetectorRecipe(1, 1, 1, 1, small.training()), 1, silent);

        assertThatThrownBy(() -> PhotoSets.open(work, small, 1, silent))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("holds 1 photos from seed 1000000, not 24");
    }

    @Test
    void shouldRefuseRecipesThatCannotBe() {
        assertThatThrownBy(() ->
                        new DetectorRecipe(0, 1, 1, 1, DetectorRecipe.small().training()))
                .hasMessageContaining("1 to 1000000");
        assertThatThrownBy(() ->
                        new DetectorRecipe(1, 1, 1, 0, DetectorRecipe.small().training()))
                .hasMessageContaining("evaluateEvery");
        assertThat(DetectorRecipe.standard().train()).isEqualTo(3000);
    }
}
