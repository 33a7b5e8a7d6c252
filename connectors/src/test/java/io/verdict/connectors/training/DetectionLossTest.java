package io.verdict.connectors.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DetectionLossTest {
    private static final Architecture FRAME = new Architecture(1, 32, 32, List.of(8, 8, 8, 8));
    private static final int CELLS = 64;

    private final Targets targets = new Targets(FRAME, 1);

    DetectionLossTest() {
        targets.mark(0, List.of(new BoxLabel(0, 14, 14, 4, 4)));
    }

    /** A prediction that is sure of the marked cell, with one exponent for all sides. */
    private static float[] prediction(float exponent, float heatAtObject, float heatElsewhere) {
        float[] values = new float[5 * CELLS];
        Arrays.fill(values, 0, CELLS, heatElsewhere);
        values[4 * 8 + 4] = heatAtObject;
        Arrays.fill(values, CELLS, values.length, exponent);
        return values;
    }

    private double[] loss(float[] prediction) {
        try (NDManager manager = TorchRuntime.start().newBaseManager()) {
            DetectionLoss.Terms terms =
                    new DetectionLoss(FRAME).of(manager.create(prediction, new Shape(1, 5, 8, 8)), targets, manager);
            return new double[] {
                terms.heat().getFloat(), terms.box().getFloat(), terms.total().getFloat()
            };
        }
    }

    @Test
    void shouldBeNearZeroForAPerfectHeat() {
        assertThat(loss(prediction(0, 12, -12))[0]).isLessThan(1e-4);
    }

    @Test
    void shouldWeighOneGeneralisedIouByHand() {
        // Middle (18, 18), box 14 … 18: sides 1, 1, 0, 0 strides. Exponent 0 gives 0.5 on each side.
        // Overlap of [−.5, .5]² and [−1, 0]²: 0.25; union 1.75; hull 1.5² = 2.25: GIoU = 1/7 − 0.5/2.25.
        double expected = 1 - (0.25 / 1.75 - 0.5 / 2.25);

        double[] loss = loss(prediction(0, 12, -12));

        assertThat(loss[1]).isCloseTo(expected, within(1e-5));
        assertThat(loss[2]).isCloseTo(loss[0] + 5 * loss[1], within(1e-4));
    }

    @Test
    void shouldCostMoreTheSurerTheMistake() {
        double miss = loss(prediction(0, -3, -12))[0];
        double sureMiss = loss(prediction(0, -6, -12))[0];
        double falseAlarm = loss(prediction(0, 12, 0))[0];

        assertThat(sureMiss).isGreaterThan(miss);
        assertThat(miss).isGreaterThan(1);
        assertThat(falseAlarm).isGreaterThan(1);
    }
}
