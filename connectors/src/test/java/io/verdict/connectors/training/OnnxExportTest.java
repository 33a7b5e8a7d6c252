package io.verdict.connectors.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxExportTest {
    private static final Architecture TINY = new Architecture(2, 128, 96, List.of(8, 8, 8, 8));

    @TempDir
    Path folder;

    /** Peaks of a raw prediction by plain loops: the reference that the graph is compared with. */
    private static List<float[]> peaks(float[] prediction) {
        int columns = TINY.gridWidth();
        int rows = TINY.gridHeight();
        int cells = TINY.cells();
        List<float[]> peaks = new ArrayList<>();
        for (int type = 0; type < TINY.classes(); type++) {
            for (int y = 0; y < rows; y++) {
                for (int x = 0; x < columns; x++) {
                    float logit = prediction[type * cells + y * columns + x];
                    boolean peak = true;
                    for (int ny = Math.max(0, y - 1); ny <= Math.min(rows - 1, y + 1); ny++) {
                        for (int nx = Math.max(0, x - 1); nx <= Math.min(columns - 1, x + 1); nx++) {
                            peak &= prediction[type * cells + ny * columns + nx] <= logit;
                        }
                    }
                    if (peak) {
                        peaks.add(row(prediction, type, x, y, logit));
                    }
                }
            }
        }
        peaks.sort(Comparator.comparingDouble(row -> -row[4]));
        return peaks;
    }

    private static float[] row(float[] prediction, int type, int x, int y, float logit) {
        int cell = y * TINY.gridWidth() + x;
        float[] side = new float[4];
        for (int s = 0; s < 4; s++) {
            float exponent = prediction[(TINY.classes() + s) * TINY.cells() + cell];
            side[s] = (float) (Math.exp(Math.max(-4, Math.min(5, exponent))) - 0.5) * 4;
        }
        float px = (x + 0.5f) * 4;
        float py = (y + 0.5f) * 4;
        float score = (float) (1 / (1 + Math.exp(-logit)));
        return new float[] {px - side[0], py - side[1], px + side[2], py + side[3], score, type};
    }

    private static float[][][] onnx(byte[] model, ByteBuffer images, int batch) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        long[] shape = {batch, TINY.height(), TINY.width(), 3};
        try (OrtSession session = environment.createSession(model);
                OnnxTensor input = OnnxTensor.createTensor(environment, images, shape, OnnxJavaType.UINT8);
                OrtSession.Result result = session.run(Map.of("images", input))) {
            return (float[][][]) result.get("boxes").orElseThrow().getValue();
        }
    }

    @Test
    void shouldAgreeWithPyTorchOnTheSameImages() throws OrtException {
        Squares data = Squares.draw(TINY, 16, 5);
        TrainingConfig config = new TrainingConfig(TINY, 30, 15, 4, 2e-3f, 0.01f, 7, 2);
        DetectorTrainer trainer = new DetectorTrainer(config, data, (epoch, model) -> {});
        byte[] model = trainer.train(folder);
        int batch = 3;
        ByteBuffer images = ByteBuffer.allocateDirect(batch * TINY.width() * TINY.height() * 3);
        for (int i = 0; i < batch; i++) {
            images.put(data.sample(i).rgb());
        }
        images.flip();

        float[][][] exported = onnx(model, images.duplicate(), batch);

        try (NDManager manager = TorchRuntime.start().newBaseManager()) {
            NDArray input = manager.create(images, new Shape(batch, TINY.height(), TINY.width(), 3), DataType.UINT8);
            NDArray prediction =
                    TINY.wire(new TorchGraph(manager, trainer.average(), false), TorchGraph.normalised(input));
            for (int i = 0; i < batch; i++) {
                compare(exported[i], peaks(prediction.get(i).toFloatArray()));
            }
        }
    }

    private static void compare(float[][] rows, List<float[]> expected) {
        assertThat(rows).hasDimensions(OnnxExport.ROWS, 6);
        assertThat(rows[0][4]).as("the training moved some score").isGreaterThan(0.05f);
        int compared = 0;
        for (float[] row : rows) {
            // Nearly equal scores may change places between two runtimes, so the box is looked up by its place.
            boolean found = expected.stream()
                    .anyMatch(peak -> peak[5] == row[5]
                            && Math.abs(peak[4] - row[4]) < 1e-4
                            && Math.abs(peak[0] - row[0]) < 1e-3
                            && Math.abs(peak[1] - row[1]) < 1e-3
                            && Math.abs(peak[2] - row[2]) < 1e-3
                            && Math.abs(peak[3] - row[3]) < 1e-3);
            if (row[4] > 0) {
                assertThat(found).as("a row that PyTorch does not have").isTrue();
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(5);
        assertThat(rows[0][4]).isCloseTo(expected.get(0)[4], within(1e-4f));
    }

    @Test
    void shouldGiveTheSameRowsAloneAndInABatch() throws OrtException {
        Weights weights = Weights.initial(TINY, 11);
        byte[] model = OnnxExport.write(TINY, weights);
        Squares data = Squares.draw(TINY, 2, 9);
        ByteBuffer both = ByteBuffer.allocateDirect(2 * TINY.width() * TINY.height() * 3);
        both.put(data.sample(0).rgb()).put(data.sample(1).rgb()).flip();
        ByteBuffer second = ByteBuffer.allocateDirect(TINY.width() * TINY.height() * 3);
        second.put(data.sample(1).rgb()).flip();

        assertThat(onnx(model, both, 2)[1]).isDeepEqualTo(onnx(model, second, 1)[0]);
    }

    @Test
    void shouldWriteTheSameBytesForTheSameWeights() {
        assertThat(OnnxExport.write(TINY, Weights.initial(TINY, 1)))
                .isEqualTo(OnnxExport.write(TINY, Weights.initial(TINY, 1)))
                .isNotEqualTo(OnnxExport.write(TINY, Weights.initial(TINY, 2)));
    }
}
