package io.verdict.inference.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.inference.detector.DetectorSession;
import io.verdict.inference.detector.DetectorSpec;
import io.verdict.inference.detector.Graphs;
import io.verdict.inference.detector.InputKind;
import io.verdict.inference.detector.OutputLayout;
import io.verdict.inference.detector.RuntimeOptions;
import io.verdict.inference.image.ImageDecoder;
import io.verdict.inference.image.Pictures;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DetectorEvaluationTest {
    private final DetectorSpec spec = new DetectorSpec(
            "fixed", "1", List.of("a"), 64, 48, InputKind.UINT8_NHWC, OutputLayout.END_TO_END, 0.01f, 0.5f, 10, "");
    private final byte[] graph =
            Graphs.uint8(64, 48, 1, 6, new float[] {8, 8, 24, 16, 0.5f, 0}, new float[] {0, 0, 0, 0, 0, 0});

    @Test
    void shouldRunServingsCodeAndKeepTruthAndAttributes() {
        try (DetectorSession session = DetectorSession.open(graph, spec, RuntimeOptions.cpu())) {
            DetectorEvaluation evaluation = new DetectorEvaluation(session, new ImageDecoder(64, 48));

            EvaluatedImage image = evaluation.run(
                    "one",
                    Pictures.jpeg(640, 480),
                    List.of(GroundTruth.single(0, 80, 80, 160, 80)),
                    Map.of("brightness", "mid"));

            assertThat(new CocoEvaluator(spec.classes(), 0.3)
                            .evaluate(List.of(image))
                            .map())
                    .isEqualTo(1);
            assertThat(image.attributes()).containsEntry("brightness", "mid");
        }
    }

    @Test
    void shouldRefuseAnEvaluationSetWithBrokenImages() {
        try (DetectorSession session = DetectorSession.open(graph, spec, RuntimeOptions.cpu())) {
            DetectorEvaluation evaluation = new DetectorEvaluation(session, new ImageDecoder(64, 48));

            assertThatThrownBy(() -> evaluation.run("bad", new byte[0], List.of(), Map.of()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("bad");
        }
    }
}
