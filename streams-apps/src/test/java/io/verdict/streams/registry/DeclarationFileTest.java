package io.verdict.streams.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.topics.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeclarationFileTest {

    private static final String YAML = """
            model: car-damage
            task: object-detection
            description: Finds scratches and dents.
            input: uint8 NHWC 416×416
            classes:
              - name: dent
              - name: scratch
            gates:
              - name: accuracy
                metric: map50
                atLeast: 0.75
              - name: scratches
                metric: ap50
                slice: class=scratch
                atLeast: 0.6
              - name: speed
                metric: p95_ms
                atMost: 50
            comparisons:
              - name: no-worse
                metric: map50
                better: higher
                tolerance: 0.01
            monitors:
              - name: drift
                metric: psi
                atMost: 0.2
            rollout:
              canaryPercent: 10
              healthySeconds: 60
              leastDecisions: 100
              highestErrorRate: 0.01
              highestP95Millis: 200
              highestDisagreement: 0.1
            approval:
              approvals: 2
              validHours: 24
            owner: team-vision
            costTag: cost-vision
            """;

    @TempDir
    Path folder;

    @Test
    void shouldReadWhatIsWritten() throws IOException {
        DeclarationFile.Declared declared =
                DeclarationFile.read(Files.writeString(folder.resolve("declaration.yaml"), YAML));

        assertThat(declared.model()).isEqualTo("car-damage");
        assertThat(declared.declaration())
                .isEqualTo(ModelSamples.declaration(ModelSamples.TWO_PEOPLE, ModelSamples.BY_HAND));
    }

    @Test
    void shouldNameEverythingThatIsWrongAtOnce() {
        String wrong = YAML.replace("atLeast: 0.75", "atLeast: much")
                .replace("owner:", "ower:")
                .replace("better: higher", "better: bigger")
                .replace("approvals: 2", "automatic: perhaps")
                .replace("canaryPercent: 10", "canaryPercent: ten");

        assertThatThrownBy(() -> DeclarationFile.parse("d.yaml", wrong))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("gates[0].atLeast is 'much'")
                .hasMessageContaining("ower is unknown")
                .hasMessageContaining("owner is missing")
                .hasMessageContaining("comparisons[0].better is 'bigger'; write higher or lower")
                .hasMessageContaining("approval.automatic is 'perhaps'; write true or false")
                .hasMessageContaining("rollout.canaryPercent is 'ten'");
    }

    @Test
    void shouldRefuseWhatMakesNoSense() {
        for (String senseless : new String[] {
            YAML.replace("atMost: 50", "atMost: 50\n    atLeast: 1"),
            YAML.replace("task: object-detection", "task: unknown"),
            YAML.replace("canaryPercent: 10", "canaryPercent: 100"),
            YAML.replace("name: scratches", "name: accuracy")
        }) {
            assertThatThrownBy(() -> DeclarationFile.parse("d.yaml", senseless)).isInstanceOf(SettingsException.class);
        }
    }
}
