package io.verdict.launcher.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.events.LabelSource;
import io.verdict.launcher.loop.HandedIn;
import io.verdict.launcher.loop.LabelledShot;
import io.verdict.launcher.loop.LoopException;
import io.verdict.launcher.loop.Shot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels of aerial scenes by way of a Ground Truth output manifest (LAB-2, SYS-2). */
class GroundTruthJobTest {

    private final GroundTruthJob job = new GroundTruthJob("aerial-boxes");

    @TempDir
    Path folder;

    private static LabelledShot shot(String id, Shot.Seen... objects) {
        return new LabelledShot(id, "file:///photos/" + id + ".jpg", 800, 600, List.of(objects));
    }

    @Test
    void shouldHandInWhatTheManifestSays() throws IOException {
        HandedIn labels = job.annotate(
                List.of(shot("one", new Shot.Seen("vehicle", 10.4, 20.6, 30.3, 15.1)), shot("two")), folder);

        assertThat(labels.source()).isEqualTo(LabelSource.IMPORT);
        assertThat(labels.origin()).contains("Ground Truth", "aerial-boxes");
        // Such a job draws in whole pixels.
        assertThat(labels.shots())
                .containsExactlyInAnyOrder(shot("one", new Shot.Seen("vehicle", 10, 21, 31, 15)), shot("two"));
        assertThat(Files.readString(folder.resolve("output.manifest")))
                .contains("\"source-ref\":\"file:///photos/one.jpg\"", "groundtruth/object-detection");
    }

    @Test
    void shouldRefuseAManifestThatIsWrong() {
        List<LabelledShot> outside = List.of(shot("one", new Shot.Seen("person", 700, 10, 500, 20)));

        assertThatThrownBy(() -> job.annotate(outside, folder))
                .isInstanceOf(LoopException.class)
                .hasMessageContaining("output.manifest")
                .hasMessageContaining("1 reasons");
    }
}
