package io.verdict.connectors.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.topics.settings.ConfigNode;
import io.verdict.topics.settings.SettingsException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** TRN-4: what would be refused by SageMaker is refused with its line before anything starts. */
class SageMakerFileTest {

    static final String SHORTEST = """
            role: arn:aws:iam::123456789012:role/verdict-training
            image: 123456789012.dkr.ecr.eu-central-1.amazonaws.com/trainer@sha256:abc
            costTag: vision
            machines: {type: ml.g5.xlarge}
            places: {output: runs/sagemaker, checkpoints: runs/checkpoints}
            """;

    private static SageMakerSettings read(String yaml) {
        return SageMakerFile.of(ConfigNode.parse("sagemaker.yaml", yaml));
    }

    private static void refused(String yaml, String... problems) {
        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(SettingsException.class)
                .satisfies(e -> assertThat(e.getMessage()).contains(problems));
    }

    @Test
    void shouldFillInWhatIsUsual() {
        SageMakerSettings settings = read(SHORTEST);

        assertThat(settings.spot().used()).isFalse();
        assertThat(settings.machines().count()).isOne();
        assertThat(settings.machines().longestSeconds()).isEqualTo(86_400);
        assertThat(settings.places().artifact()).isEqualTo("model.onnx");
        assertThat(settings.places().localCheckpoints()).isEqualTo("/opt/ml/checkpoints");
        assertThat(settings.polling().longest()).isEqualTo(Duration.ofSeconds(60));
        assertThat(settings.connection().region()).isEmpty();
    }

    @Test
    void shouldUseSpotMachinesOnceTheyAreNamed() {
        SageMakerSettings settings = read(SHORTEST + "spot: {longestWaitSeconds: 90000}\n");

        assertThat(settings.spot()).isEqualTo(new SageMakerSettings.Spot(true, 2, 90_000));
    }

    @Test
    void shouldNameEverythingThatIsWrongWithItsLine() {
        refused(
                """
                role: trainer
                image: x
                costTag: vision
                machines: {type: g5.xlarge, count: 0}
                places: {output: ../elsewhere, checkpoints: c, artifact: a/../b}
                endpoint: http://example.org
                metrics: {loss: "loss=[0-9.]+", f1: "f1=("}
                environment: {VERDICT_RUN: mine, "no name": x}
                spot: {reclaims: 9, longestWaitSeconds: 60}
                spott: {}
                """,
                "sagemaker.yaml:1:7: role: must be a role's ARN",
                "sagemaker.yaml:4:",
                "machines.type: must be a type such as ml.g5.xlarge",
                "machines.count: must be 1 to 100; was 0",
                "sagemaker.yaml:5:",
                "places.output: must be a folder below the object store",
                "places.artifact: must be a path",
                "sagemaker.yaml:6:11: endpoint: must be an https address",
                "metrics.loss: has no group",
                "metrics.f1: is no regular expression",
                "environment.VERDICT_RUN: cannot be set",
                "spot.reclaims: must be 1 to 3; was 9",
                "spot.longestWaitSeconds: is 60, less than",
                "spott: is an unknown key. Did you mean");
    }

    @Test
    void shouldSayWhatIsMissing() {
        refused("image: x\n", "role: is missing", "costTag: is missing", "machines: is missing", "places: is missing");
    }
}
