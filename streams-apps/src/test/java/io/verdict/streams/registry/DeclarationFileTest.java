package io.verdict.streams.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.verdict.topics.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

        assertThat(problems(wrong))
                .containsExactly(
                        "d.yaml:1:1: owner: is missing; add it, the shipped file has an example",
                        "d.yaml:11:14: gates[0].atLeast: must be a number such as 0.85, without quotes; was \"much\"",
                        "d.yaml:22:13: comparisons[0].better: must be higher or lower; was \"bigger\". Did you mean higher?",
                        "d.yaml:29:18: rollout.canaryPercent: must be a number such as 0.85, without quotes; was \"ten\"",
                        "d.yaml:36:14: approval.automatic: must be false or true; was \"perhaps\".",
                        "d.yaml:38:1: ower: is an unknown key. Did you mean owner? There are: model, task, description,"
                                + " input, classes, gates, comparisons, monitors, rollout, approval, owner, costTag.");
    }

    @Test
    void shouldRefuseWhatMakesNoSense() {
        assertThat(problems(YAML.replace("atMost: 50", "atMost: 50\n    atLeast: 1")))
                .containsExactly(
                        "d.yaml:16:5: gates[2]: must hold either atLeast or atMost, so that it says which side is good");
        assertThat(problems(YAML.replace("task: object-detection", "task: object-detectoin")))
                .singleElement()
                .asString()
                .startsWith("d.yaml:2:7: task: must be ")
                .endsWith("Did you mean object-detection?");
        assertThat(problems(YAML.replace("task: object-detection\n", "")))
                .singleElement()
                .asString()
                .startsWith("d.yaml:1:1: task: is missing; write one of ");
        for (String share : List.of("100", "-1", "0.001")) {
            assertThat(problems(YAML.replace("canaryPercent: 10", "canaryPercent: " + share)))
                    .containsExactly(
                            "d.yaml:29:18: rollout.canaryPercent: must be 0 to 99.99 percent in whole hundredths;"
                                    + " was " + share);
        }
        assertThat(problems(YAML.replace("name: scratches", "name: accuracy")
                        .replace("highestErrorRate: 0.01", "highestErrorRate: 7")
                        .replace("tolerance: 0.01", "tolerance: -1")))
                .containsExactly(
                        "d.yaml:12:11: gates[1].name: The name accuracy is taken twice; a gate needs one of its own.",
                        "d.yaml:23:16: comparisons[0].tolerance: Comparison no-worse has the tolerance -1.0; write 0 or"
                                + " more.",
                        "d.yaml:32:21: rollout.highestErrorRate: The highest error rate is 7.0; write 0 to 1.");
        assertThat(problems(YAML.replace("- name: dent", "- dent")))
                .containsExactly("d.yaml:6:5: classes[0]: must hold keys of its own, such as `- name: …`");
        assertThat(problems(YAML.substring(0, YAML.indexOf("gates:")) + "gates: []\n"
                        + YAML.substring(YAML.indexOf("comparisons:"))))
                .containsExactly("d.yaml:8:8: gates: There is no gate, so every version would pass. Name one.");
    }

    private static List<String> problems(String yaml) {
        return catchThrowableOfType(SettingsException.class, () -> DeclarationFile.parse("d.yaml", yaml))
                .problems();
    }
}
