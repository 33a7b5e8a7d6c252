package io.verdict.connectors.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** TRN-3: mosaic is a hyper-parameter of the detector. */
class MosaicTest {

    private static final Architecture FRAME = new Architecture(2, 64, 32, List.of(4, 4, 4, 4));

    private final Squares data = new Squares(List.of(grey(10), grey(20), grey(30)));

    private static TrainingSample grey(int value) {
        byte[] rgb = new byte[64 * 32 * 3];
        Arrays.fill(rgb, (byte) value);
        return new TrainingSample(rgb, List.of(new BoxLabel(1, 8, 4, 16, 8)));
    }

    @Test
    void shouldPutFourSamplesIntoOneWithTheirBoxes() {
        TrainingSample made = new Mosaic(FRAME, 1).sample(data, 1, new Random(5));

        assertThat(made.rgb()).hasSize(64 * 32 * 3);
        assertThat(made.rgb()[0]).isEqualTo((byte) 20);
        assertThat(made.boxes())
                .containsExactly(
                        new BoxLabel(1, 4, 2, 8, 4),
                        new BoxLabel(1, 36, 2, 8, 4),
                        new BoxLabel(1, 4, 18, 8, 4),
                        new BoxLabel(1, 36, 18, 8, 4));
        for (int quarter = 0; quarter < 4; quarter++) {
            int at = ((quarter / 2 * 16 + 15) * 64 + quarter % 2 * 32 + 31) * 3;
            assertThat(made.rgb()[at]).isIn((byte) 10, (byte) 20, (byte) 30);
        }
        assertThat(new Mosaic(FRAME, 1).sample(data, 1, new Random(5)).rgb()).isEqualTo(made.rgb());
    }

    @Test
    void shouldTakeTheMeanOfFourPixels() {
        byte[] rgb = new byte[64 * 32 * 3];
        rgb[0] = (byte) 200;
        rgb[3] = (byte) 100;
        rgb[64 * 3] = (byte) 255;
        rgb[64 * 3 + 3] = (byte) 1;
        Squares one = new Squares(List.of(new TrainingSample(rgb, List.of())));

        assertThat(new Mosaic(FRAME, 1).sample(one, 0, new Random(1)).rgb()[0]).isEqualTo((byte) 139);
    }

    @Test
    void shouldLeaveSamplesAloneAsOftenAsIsSaid() {
        Random random = new Random(3);
        int made = 0;
        for (int i = 0; i < 1000; i++) {
            made += new Mosaic(FRAME, 0.25f).sample(data, 0, random).boxes().size() == 4 ? 1 : 0;
        }

        assertThat(made).isBetween(200, 300);
        assertThat(new Mosaic(FRAME, 0).sample(data, 2, random)).isSameAs(data.sample(2));
    }
}
