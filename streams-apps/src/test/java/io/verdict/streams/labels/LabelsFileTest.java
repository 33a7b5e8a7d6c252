package io.verdict.streams.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.topics.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelsFileTest {

    @TempDir
    Path folder;

    @Test
    void shouldShipWhatTheDefaultsSay() throws IOException {
        Path file = Files.writeString(folder.resolve("labels.yaml"), LabelsFile.example());
        assertThat(LabelsFile.read(file)).isEqualTo(LabelsConfig.defaults());
    }

    @Test
    void shouldKeepWhatIsNotSaid() {
        LabelsConfig config = LabelsFile.parse("labels.yaml", """
                classes: [ { name: car }, { name: truck } ]
                agreement: { approves: true }
                queue: { sampleShare: 0.05 }
                """);
        LabelsConfig shipped = LabelsConfig.defaults();
        assertThat(config)
                .isEqualTo(new LabelsConfig(
                        List.of("car", "truck"),
                        1,
                        new LabelsConfig.Agreeing(0.5, 0.8, 0.6, true),
                        new LabelsConfig.Queueing(
                                shipped.queue().unsureFrom(), shipped.queue().unsureBelow(), 0.05)));
    }

    @Test
    void shouldNameEverythingThatIsWrong() {
        assertThatThrownBy(() -> LabelsFile.parse("labels.yaml", """
                        annotator: 2
                        agreement: { leastF1: 1.5 }
                        queue: { unsureFrom: 0.6, unsureBelow: 0.5 }
                        """))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("annotator")
                .hasMessageContaining("Did you mean annotators?")
                .hasMessageContaining("1.5")
                .hasMessageContaining("from 0.6 to 0.5");
    }

    @Test
    void shouldRefuseMoreAnnotatorsThanCanLabelAPhoto() {
        assertThatThrownBy(() -> LabelsFile.parse("labels.yaml", "annotators: 21"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("1 to 19 annotators, not 21");
        assertThat(LabelsFile.parse("labels.yaml", "annotators: 19").annotators())
                .isEqualTo(19);
    }
}
