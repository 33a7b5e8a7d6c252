package io.verdict.connectors.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class SurfaceTest {
    @Test
    void shouldLeanADentsNormalsTowardsItsMiddle() {
        Dent dent = new Dent(new Dent.Lobe[] {Dent.Lobe.of(50, 50, 40, 40, 0.3, 0, 0.2, 2, 0)});
        Row row = new Row(100).at(50, 0, 100);

        dent.bend(row);

        assertThat(row.nx[30]).isPositive();
        assertThat(row.nx[70]).isNegative();
        assertThat(row.nx[50]).isCloseTo(0, within(1e-4f));
        assertThat(row.nx[5]).isZero();
    }

    @Property(tries = 50)
    void shouldNeverBeSteeperThanAsked(
            @ForAll @DoubleRange(min = 0.05, max = 0.3) double slope,
            @ForAll @DoubleRange(min = 1.2, max = 3) double edge,
            @ForAll @DoubleRange(min = 0, max = 1.5) double rim) {
        Dent dent = new Dent(new Dent.Lobe[] {Dent.Lobe.of(60, 60, 50, 30, 0, 0, slope, edge, rim)});
        Row row = new Row(120);
        for (int y = 0; y < 120; y++) {
            Arrays.fill(row.nx, 0);
            Arrays.fill(row.ny, 0);
            dent.bend(row.at(y, 0, 120));
            for (int x = 0; x < 120; x++) {
                assertThat(Math.hypot(row.nx[x], row.ny[x])).isLessThanOrEqualTo(slope * 1.01);
            }
        }
    }

    @Test
    void shouldRaiseRimsOnBothSidesOfAScratch() {
        ScratchRaster raster = new ScratchRaster(0, 0, 40, 40);
        raster.stroke(0, 20, 39, 20, 4, 1);
        Scratch scratch = new Scratch(raster, Material.grey(0.5, 0), 1, 0.4f);
        Row above = new Row(40).at(17, 0, 40);
        Row below = new Row(40).at(23, 0, 40);
        Row core = new Row(40).at(20, 0, 40);
        Arrays.fill(core.light, 1);

        scratch.bend(above);
        scratch.bend(below);
        scratch.cover(core);

        assertThat(above.ny[20]).isNegative();
        assertThat(below.ny[20]).isPositive();
        assertThat(core.g[20]).isBetween(0.2f, 0.9f);
    }

    @Test
    void shouldMeasureDistancesToAnOutline() {
        Shape circle = Shape.circle(10, 10, 4);
        Shape box = Shape.box(0, 0, 5, 2, 0, Math.PI / 2);

        assertThat(circle.distance(10, 10)).isCloseTo(-4, within(1e-5f));
        assertThat(circle.distance(17, 10)).isCloseTo(3, within(1e-5f));
        assertThat(box.distance(0, 7)).isCloseTo(2, within(1e-5f));
        assertThat(box.distance(4, 0)).isCloseTo(2, within(1e-5f));
        assertThat(box.reachY()).isCloseTo(5, within(1e-5f));
    }

    @Test
    void shouldKeepTheAmountOfLightWhenBlurring() {
        float[] texels = new float[31 * 21 * 3];
        texels[(10 * 31 + 15) * 3 + 1] = 1;

        new BoxBlur(31, 21, 2).apply(texels);

        double sum = 0;
        for (float texel : texels) {
            sum += texel;
        }
        assertThat(sum).isCloseTo(1, within(1e-4));
        assertThat(texels[(10 * 31 + 15) * 3 + 1]).isCloseTo(1 / 25f, within(1e-5f));
        assertThat(texels[(10 * 31 + 15) * 3]).isZero();
    }

    @Test
    void shouldGrowABoxByTheMarginButKeepItInTheImage() {
        Visibility.Look speck = new Visibility.Look(9, 9, 40, 800, 600, 803, 602);
        Visibility.Look corner = new Visibility.Look(900, 900, 40, 0, 1100, 99, 1199);

        Damage grown = speck.box(DamageClass.SCRATCH, 1600, 1200);
        Damage clipped = corner.box(DamageClass.DENT, 1600, 1200);

        assertThat(grown).isEqualTo(new Damage(DamageClass.SCRATCH, 790, 589.5, 24, 24));
        assertThat(clipped).isEqualTo(new Damage(DamageClass.DENT, 0, 1096, 104, 104));
    }

    @Test
    void shouldRollEvenlyAndEachStreamForItself() {
        Dice dice = new Dice(5, 1);
        double sum = 0;
        for (int i = 0; i < 10_000; i++) {
            sum += dice.unit();
        }

        assertThat(sum / 10_000).isCloseTo(0.5, within(0.02));
        assertThat(new Dice(5, 1).bits()).isEqualTo(new Dice(5, 1).bits());
        assertThat(new Dice(5, 1).bits()).isNotEqualTo(new Dice(5, 2).bits());
        assertThat(new Dice(6, 1).bits()).isNotEqualTo(new Dice(5, 1).bits());
    }
}
