package io.verdict.connectors.trees;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Splitting bins and splitting values is the same. */
class BinsTest {

    @Property(tries = 200)
    void shouldDivideValuesAsBinsAreDivided(
            @ForAll @Size(min = 2, max = 60) float[] values, @ForAll @IntRange(min = 2, max = 12) int most) {
        float[][] rows = new float[values.length][];
        for (int i = 0; i < values.length; i++) {
            rows[i] = new float[] {values[i] == 0 ? 0f : values[i]};
        }
        Bins bins = Bins.of(rows, most);
        int highest = 0;
        for (float[] row : rows) {
            highest = Math.max(highest, bins.bin(0, row[0]));
        }

        assertThat(highest).isLessThanOrEqualTo(most);
        for (int below = 0; below < highest; below++) {
            float cut = bins.cut(0, below + 0.5);
            for (float[] row : rows) {
                assertThat(row[0] <= cut).isEqualTo(bins.bin(0, row[0]) <= below);
            }
        }
    }
}
