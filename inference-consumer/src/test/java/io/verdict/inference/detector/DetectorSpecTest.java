package io.verdict.inference.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class DetectorSpecTest {
    private final DetectorSpec spec = new DetectorSpec(
            "car-damage",
            "1",
            List.of("scratch", "dent"),
            512,
            384,
            InputKind.UINT8_NHWC,
            OutputLayout.END_TO_END,
            0.35f,
            0.5f,
            50,
            "ab12");

    @Test
    void shouldSurviveJson() {
        assertThat(DetectorSpec.fromJson(spec.toJson())).isEqualTo(spec);
    }

    @Test
    void shouldNameAnUnknownOrMissingField() {
        assertThatThrownBy(() -> DetectorSpec.fromJson(spec.toJson().replace("\"iouThreshold\"", "\"iou\"")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("iou");
        assertThatThrownBy(() -> DetectorSpec.fromJson("{}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Not a detector spec");
    }

    @Test
    void shouldRefuseValuesOutOfRange() {
        assertThatThrownBy(() -> spec.withScoreThreshold(1.5f)).hasMessageContaining("scoreThreshold");
        assertThatThrownBy(() -> DetectorSpec.fromJson(spec.toJson().replace("512", "0")))
                .hasMessageContaining("input size");
        assertThatThrownBy(() -> DetectorSpec.fromJson(spec.toJson().replaceAll("\\[[^]]*]", "[]")))
                .hasMessageContaining("classes is empty");
    }

    @Test
    void shouldChangeOneThingAtATime() {
        assertThat(spec.withSha256("cd").withSha256("ab12")).isEqualTo(spec);
        assertThat(spec.withScoreThreshold(0.1f).scoreThreshold()).isEqualTo(0.1f);
    }

    @Test
    void shouldRefuseRuntimesThatCannotBe() {
        assertThatThrownBy(() -> new RuntimeOptions(List.of(), OptimisationLevel.ALL, 0, 0))
                .hasMessageContaining("threads");
    }
}
