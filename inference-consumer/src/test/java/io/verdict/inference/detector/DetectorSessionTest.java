package io.verdict.inference.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.verdict.inference.image.Letterbox;
import io.verdict.inference.image.ModelInput;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DetectorSessionTest {
    private static final int COCO_CLASSES = 80;
    private static final int ANCHORS = 8400;
    private static final int ROWS = 300;

    private static final List<String> COCO =
            IntStream.range(0, COCO_CLASSES).mapToObj(i -> "class-" + i).toList();

    private static DetectorSpec yolo(OutputLayout layout) {
        return new DetectorSpec("yolo", "1", COCO, 640, 640, InputKind.FLOAT32_NCHW, layout, 0.25f, 0.5f, 300, "");
    }

    private static ModelInput plain(int width, int height, int value) {
        byte[] rgb = new byte[width * height * 3];
        Arrays.fill(rgb, (byte) value);
        return new ModelInput(rgb, Letterbox.fit(width * 2, height * 2, width, height));
    }

    /** A (84, 8400) table with one box of class 2 at an anchor; its score is left to the mask. */
    private static float[] yoloTable() {
        float[] table = new float[(4 + COCO_CLASSES) * ANCHORS];
        table[77] = 320;
        table[ANCHORS + 77] = 200;
        table[2 * ANCHORS + 77] = 100;
        table[3 * ANCHORS + 77] = 40;
        return table;
    }

    private static float[] yoloMask() {
        float[] mask = new float[(4 + COCO_CLASSES) * ANCHORS];
        mask[(4 + 2) * ANCHORS + 77] = 1;
        return mask;
    }

    @Test
    void shouldRunARawYoloGraph() {
        byte[] graph = Graphs.float32(640, 4 + COCO_CLASSES, ANCHORS, yoloTable(), yoloMask());
        try (DetectorSession session = DetectorSession.open(graph, yolo(OutputLayout.YOLO_RAW), RuntimeOptions.cpu())) {
            ModelInput input = plain(640, 640, 204);

            RawOutput output = session.run(List.of(input)).get(0);
            List<Detection> found = session.detections(output, input.letterbox());

            assertThat(output.rows()).isEqualTo(84);
            assertThat(output.columns()).isEqualTo(8400);
            assertThat(found).hasSize(1);
            Detection box = found.get(0);
            assertThat(box.label()).isEqualTo("class-2");
            assertThat(box.score()).isCloseTo(0.8f, within(0.01f));
            assertThat(List.of(box.x(), box.y(), box.width(), box.height())).containsExactly(540f, 360f, 200f, 80f);
        }
    }

    @Test
    void shouldRunAnEndToEndGraph() {
        float[] table = new float[ROWS * 6];
        float[] mask = new float[ROWS * 6];
        System.arraycopy(new float[] {10, 20, 110, 70, 0, 5}, 0, table, 12, 6);
        mask[12 + 4] = 1;
        byte[] graph = Graphs.float32(640, ROWS, 6, table, mask);
        try (DetectorSession session =
                DetectorSession.open(graph, yolo(OutputLayout.END_TO_END), RuntimeOptions.cpu())) {
            ModelInput input = plain(640, 640, 255);

            List<Detection> found =
                    session.detections(session.run(List.of(input)).get(0), input.letterbox());

            assertThat(found).containsExactly(new Detection(5, "class-5", 1, 20, 40, 200, 100));
        }
    }

    @Test
    void shouldKeepImagesOfABatchApartAndAgreeWithRunningThemAlone() {
        byte[] graph = Graphs.float32(640, 4 + COCO_CLASSES, ANCHORS, yoloTable(), yoloMask());
        try (DetectorSession session = DetectorSession.open(graph, yolo(OutputLayout.YOLO_RAW), RuntimeOptions.cpu())) {
            List<ModelInput> batch = List.of(plain(640, 640, 51), plain(640, 640, 102), plain(640, 640, 255));

            List<RawOutput> together = session.run(batch);

            for (int i = 0; i < batch.size(); i++) {
                RawOutput alone = session.run(List.of(batch.get(i))).get(0);
                assertThat(together.get(i).sha256()).isEqualTo(alone.sha256());
                int hits = session.detections(together.get(i), batch.get(i).letterbox())
                        .size();
                assertThat(hits).isEqualTo(i == 0 ? 0 : 1);
            }
            assertThat(session.run(List.of())).isEmpty();
        }
    }

    @Test
    void shouldTakeBytesWithoutConversion() {
        DetectorSpec spec = new DetectorSpec(
                "bytes", "1", List.of("a"), 64, 32, InputKind.UINT8_NHWC, OutputLayout.END_TO_END, 0.1f, 0.5f, 10, "");
        byte[] graph = Graphs.uint8(64, 32, 1, 6, new float[] {0, 0, 8, 8, 0, 0}, new float[] {0, 0, 0, 0, 1, 0});
        try (DetectorSession session = DetectorSession.open(graph, spec, RuntimeOptions.cpu())) {
            List<RawOutput> outputs = session.run(List.of(plain(64, 32, 255), plain(64, 32, 51)));

            assertThat(outputs.get(0).values()[4]).isCloseTo(1f, within(1e-5f));
            assertThat(outputs.get(1).values()[4]).isCloseTo(0.2f, within(1e-5f));
            assertThat(outputs.get(0).values()).hasSize(6);
        }
    }

    @Test
    void shouldSayWhichProviderItGotAndWhy() {
        DetectorSpec spec = yolo(OutputLayout.END_TO_END);
        byte[] graph = Graphs.float32(640, 1, 6, new float[6], new float[6]);
        RuntimeOptions options = new RuntimeOptions(
                List.of(ExecutionProvider.TENSORRT, ExecutionProvider.CUDA), OptimisationLevel.BASIC, 1, 0);
        try (DetectorSession session = DetectorSession.open(graph, spec, options)) {
            RuntimeReport report = session.report();

            assertThat(report.reason()).contains("TENSORRT").contains("CUDA").contains("is in use");
            assertThat(report.version()).isNotBlank();
            assertThat(report.level()).isEqualTo(OptimisationLevel.BASIC);
        }
    }

    @Test
    void shouldOpenAtEveryOptimisationLevel() {
        byte[] graph = Graphs.float32(640, 1, 6, new float[6], new float[6]);
        for (OptimisationLevel level : OptimisationLevel.values()) {
            RuntimeOptions options = new RuntimeOptions(List.of(), level, 1, 0);
            try (DetectorSession session = DetectorSession.open(graph, yolo(OutputLayout.END_TO_END), options)) {
                assertThat(session.report().level()).isEqualTo(level);
            }
        }
    }

    @Test
    void shouldRefuseAGraphThatIsNotAsDeclared() {
        byte[] graph = Graphs.float32(640, 1, 6, new float[6], new float[6]);

        assertThatThrownBy(() -> DetectorSession.open(graph, yolo(OutputLayout.YOLO_RAW), RuntimeOptions.cpu()))
                .isInstanceOf(DetectorException.class)
                .hasMessageContaining("puts out")
                .hasMessageContaining("[-1, 84, -1]");
        DetectorSpec bytes = new DetectorSpec(
                "bytes", "1", COCO, 640, 640, InputKind.UINT8_NHWC, OutputLayout.END_TO_END, 0.1f, 0.5f, 10, "");
        assertThatThrownBy(() -> DetectorSession.open(graph, bytes, RuntimeOptions.cpu()))
                .isInstanceOf(DetectorException.class)
                .hasMessageContaining("takes FLOAT");
    }

    @Test
    void shouldRefuseWhatIsNoModel() {
        assertThatThrownBy(() ->
                        DetectorSession.open(new byte[] {1, 2, 3}, yolo(OutputLayout.YOLO_RAW), RuntimeOptions.cpu()))
                .isInstanceOf(DetectorException.class)
                .hasMessageContaining("yolo cannot be loaded");
    }

    @Test
    void shouldRefuseAnImagePreparedForAnotherFrame() {
        byte[] graph = Graphs.float32(640, 1, 6, new float[6], new float[6]);
        try (DetectorSession session =
                DetectorSession.open(graph, yolo(OutputLayout.END_TO_END), RuntimeOptions.cpu())) {
            assertThatThrownBy(() -> session.run(List.of(plain(320, 320, 0))))
                    .isInstanceOf(DetectorException.class)
                    .hasMessageContaining("takes 640×640");
        }
    }
}
