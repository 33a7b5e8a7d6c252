package io.verdict.inference.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.inference.image.Letterbox;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PostprocessorTest {
    private static final Letterbox SAME = Letterbox.fit(100, 100, 100, 100);

    private static DetectorSpec spec(float score, float iou, int limit) {
        return new DetectorSpec(
                "test",
                "1",
                List.of("scratch", "dent"),
                100,
                100,
                InputKind.UINT8_NHWC,
                OutputLayout.END_TO_END,
                score,
                iou,
                limit,
                "");
    }

    private static List<Detection> run(DetectorSpec spec, float... rows) {
        return new Postprocessor(spec).detections(rows, 0, rows.length / 6, 6, SAME);
    }

    @Test
    void shouldDropTheWeakerOfTwoOverlappingBoxesOfAClassOnly() {
        List<Detection> found = run(
                spec(0.3f, 0.5f, 100),
                10,
                10,
                50,
                50,
                0.6f,
                0,
                12,
                12,
                50,
                50,
                0.9f,
                0,
                12,
                12,
                50,
                50,
                0.5f,
                1,
                60,
                60,
                90,
                90,
                0.4f,
                0,
                60,
                60,
                90,
                90,
                0.2f,
                1);

        assertThat(found).extracting(Detection::score).containsExactly(0.9f, 0.5f, 0.4f);
        assertThat(found).extracting(Detection::label).containsExactly("scratch", "dent", "scratch");
    }

    @Test
    void shouldKeepAllAtAnIouThresholdOfOne() {
        assertThat(run(spec(0.3f, 1, 100), 10, 10, 50, 50, 0.6f, 0, 10, 10, 50, 50, 0.6f, 0))
                .hasSize(2);
    }

    @Test
    void shouldKeepTheModelsOrderAmongEqualScores() {
        List<Detection> found = run(spec(0.3f, 0.5f, 1), 60, 60, 90, 90, 0.6f, 0, 10, 10, 50, 50, 0.6f, 0);

        assertThat(found).extracting(Detection::x).containsExactly(60f);
    }

    @Test
    void shouldClipToTheImageAndDropWhatLiesOutside() {
        List<Detection> found = run(
                spec(0.3f, 0.5f, 100),
                -20,
                -20,
                30,
                30,
                0.9f,
                0,
                110,
                10,
                130,
                30,
                0.8f,
                0,
                50,
                50,
                40,
                40,
                0.7f,
                0,
                Float.NaN,
                0,
                10,
                10,
                0.6f,
                0,
                0,
                0,
                10,
                10,
                Float.NaN,
                0,
                0,
                0,
                10,
                10,
                0.5f,
                7);

        assertThat(found).containsExactly(new Detection(0, "scratch", 0.9f, 0, 0, 30, 30));
    }

    @Test
    void shouldUndoTheLetterbox() {
        Letterbox wide = Letterbox.fit(1600, 900, 512, 384);
        DetectorSpec spec = spec(0.3f, 0.5f, 100);

        List<Detection> found =
                new Postprocessor(spec).detections(new float[] {0, 48, 512, 336, 0.9f, 1}, 0, 1, 6, wide);

        assertThat(found).containsExactly(new Detection(1, "dent", 0.9f, 0, 0, 1600, 900));
    }

    @Test
    void shouldReadOneImageOfALargerArray() {
        float[] two = {9, 9, 9, 9, 9, 9, 10, 10, 50, 50, 0.6f, 1};

        assertThat(new Postprocessor(spec(0.3f, 0.5f, 100)).detections(two, 6, 1, 6, SAME))
                .containsExactly(new Detection(1, "dent", 0.6f, 10, 10, 40, 40));
    }

    @Test
    void shouldPickTheBestClassOfARawAnchor() {
        DetectorSpec raw = new DetectorSpec(
                "raw",
                "1",
                List.of("a", "b", "c"),
                100,
                100,
                InputKind.FLOAT32_NCHW,
                OutputLayout.YOLO_RAW,
                0.3f,
                0.5f,
                100,
                "");
        // Two anchors: rows are x, y, width, height, a, b, c.
        float[] output = {20, 70, 20, 70, 10, 20, 10, 20, 0.1f, 0.2f, 0.8f, 0.1f, 0.7f, 0.29f};

        assertThat(new Postprocessor(raw).detections(output, 0, 7, 2, SAME))
                .containsExactly(new Detection(1, "b", 0.8f, 15, 15, 10, 10));
    }

    @Test
    void shouldRefuseOutputOfAnotherShape() {
        DetectorSpec raw = new DetectorSpec(
                "raw", "1", List.of("a"), 100, 100, InputKind.FLOAT32_NCHW, OutputLayout.YOLO_RAW, 0.3f, 0.5f, 100, "");

        assertThatThrownBy(() -> new Postprocessor(raw).detections(new float[12], 0, 6, 2, SAME))
                .hasMessageContaining("must have 5 rows, not 6");
        assertThatThrownBy(() -> new Postprocessor(spec(0.3f, 0.5f, 9)).detections(new float[7], 0, 1, 7, SAME))
                .hasMessageContaining("must have 6 values, not 7");
    }

    @Property
    void shouldNeverReturnTwoOverlappingBoxesOfAClass(
            @ForAll @Size(min = 1, max = 40) List<@FloatRange(min = 0, max = 100) Float> corners) {
        float[] rows = new float[corners.size() * 6];
        for (int i = 0; i < corners.size(); i++) {
            float at = corners.get(i);
            float other = corners.get((i * 7 + 3) % corners.size());
            float[] row = {at, other, at + 30, other + 20, 0.3f + (i % 7) / 10f, i % 2};
            System.arraycopy(row, 0, rows, i * 6, 6);
        }
        // Wide enough that nothing is clipped, which would change overlaps after suppression.
        DetectorSpec spec = new DetectorSpec(
                "wide",
                "1",
                List.of("a", "b"),
                200,
                200,
                InputKind.UINT8_NHWC,
                OutputLayout.END_TO_END,
                0.3f,
                0.4f,
                100,
                "");

        List<Detection> found =
                new Postprocessor(spec).detections(rows, 0, corners.size(), 6, Letterbox.fit(200, 200, 200, 200));

        assertThat(found).isNotEmpty();
        for (Detection a : found) {
            for (Detection b : found) {
                if (a != b && a.classIndex() == b.classIndex()) {
                    assertThat(iou(a, b)).isLessThanOrEqualTo(0.4001f);
                }
            }
        }
        assertThat(found).isSortedAccordingTo((a, b) -> Float.compare(b.score(), a.score()));
    }

    private static float iou(Detection a, Detection b) {
        float width = Math.min(a.x() + a.width(), b.x() + b.width()) - Math.max(a.x(), b.x());
        float height = Math.min(a.y() + a.height(), b.y() + b.height()) - Math.max(a.y(), b.y());
        float both = Math.max(0, width) * Math.max(0, height);
        return both / (a.width() * a.height() + b.width() * b.height() - both);
    }
}
