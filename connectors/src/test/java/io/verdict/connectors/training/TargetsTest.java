package io.verdict.connectors.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class TargetsTest {
    private static final Architecture FRAME = new Architecture(2, 64, 64, List.of(8, 8, 8, 8));
    private static final int CELLS = 16 * 16;

    @Test
    void shouldMarkTheCentreCellWithItsSides() {
        Targets targets = new Targets(FRAME, 2);

        targets.mark(1, List.of(new BoxLabel(1, 8, 18, 4, 4)));

        int cell = 5 * 16 + 2;
        assertThat(targets.heat[(2 + 1) * CELLS + cell]).isEqualTo(1);
        int side = Architecture.SIDES * CELLS + cell;
        // The cell's middle is (10, 22): 2 pixels to the left and right, 4 above, 0 below, in strides of 4.
        assertThat(targets.sides[side]).isEqualTo(0.5f);
        assertThat(targets.sides[side + CELLS]).isEqualTo(1);
        assertThat(targets.sides[side + 2 * CELLS]).isEqualTo(0.5f);
        assertThat(targets.sides[side + 3 * CELLS]).isZero();
        assertThat(targets.weight[CELLS + cell]).isPositive();
        assertThat(sum(targets.heat)).isEqualTo(1);
    }

    @Test
    void shouldSpreadALargeBoxAndWeighItAsOne() {
        Targets targets = new Targets(FRAME, 1);

        targets.mark(0, List.of(new BoxLabel(0, 10, 20, 44, 24)));

        int centre = 8 * 16 + 8;
        assertThat(targets.heat[centre]).isEqualTo(1);
        assertThat(targets.heat[centre + 1]).isBetween(0.3f, 0.999f);
        assertThat(targets.heat[centre + 16]).isLessThan(targets.heat[centre + 1]);
        assertThat((double) sum(targets.weight)).isCloseTo(Math.log(Math.E + 44 * 24 / 16.0), within(1e-4));
    }

    @Test
    void shouldLeaveASmallBoxInsideALargeOneItsCells() {
        Targets targets = new Targets(FRAME, 1);

        targets.mark(0, List.of(new BoxLabel(0, 32, 32, 4, 4), new BoxLabel(0, 10, 20, 44, 28)));

        int cell = 8 * 16 + 8;
        assertThat(targets.sides[cell]).isEqualTo(0.5f);
    }

    @Test
    void shouldKeepACentreOnTheEdgeInside() {
        Targets targets = new Targets(FRAME, 1);

        targets.mark(0, List.of(new BoxLabel(0, 63, 63, 2, 2)));

        assertThat(targets.heat[CELLS - 1]).isEqualTo(1);
    }

    @Test
    void shouldAlwaysAskForSidesThatTheNetworkCanGive() {
        for (float x = 0; x < 50; x += 0.37f) {
            Targets targets = new Targets(FRAME, 1);
            targets.mark(0, List.of(new BoxLabel(0, x, x, 3, 12)));
            for (int cell = 0; cell < CELLS; cell++) {
                for (int s = 0; s < 4 && targets.weight[cell] > 0; s++) {
                    assertThat(targets.sides[s * CELLS + cell]).isGreaterThan(-DetectionLoss.MARGIN);
                }
            }
        }
    }

    private static float sum(float[] values) {
        float sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum;
    }
}
