package io.verdict.connectors.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class AugmentationTest {
    private static final Architecture FRAME = new Architecture(1, 128, 96, List.of(8, 8, 8, 8));

    private static TrainingSample whiteBox(int x, int y, int width, int height) {
        byte[] rgb = new byte[FRAME.width() * FRAME.height() * 3];
        Squares.paint(rgb, FRAME.width(), 0, 0, FRAME.width(), FRAME.height(), 20);
        Squares.paint(rgb, FRAME.width(), x, y, width, height, 250);
        return new TrainingSample(rgb, List.of(new BoxLabel(0, x, y, width, height)));
    }

    @Property(tries = 200)
    void shouldMoveLabelsWithTheirPixels(@ForAll long seed, @ForAll boolean closeUp) {
        Architecture target = closeUp ? FRAME.closeUp() : FRAME;

        TrainingSample changed = new Augmentation(FRAME).apply(whiteBox(50, 40, 20, 12), target, new Random(seed));

        int left = Integer.MAX_VALUE;
        int right = -1;
        int top = Integer.MAX_VALUE;
        int bottom = -1;
        for (int y = 0; y < target.height(); y++) {
            for (int x = 0; x < target.width(); x++) {
                int at = (y * target.width() + x) * 3;
                // The padding is at 114; the darkest white that exposure and contrast leave is lighter.
                if ((changed.rgb()[at] & 0xff) > 125) {
                    left = Math.min(left, x);
                    right = Math.max(right, x + 1);
                    top = Math.min(top, y);
                    bottom = Math.max(bottom, y + 1);
                }
            }
        }
        if (!changed.boxes().isEmpty()) {
            BoxLabel box = changed.boxes().get(0);
            assertThat(box.x()).isCloseTo(left, within(1.01f));
            assertThat(box.right()).isCloseTo(right, within(1.01f));
            assertThat(box.y()).isCloseTo(top, within(1.01f));
            assertThat(box.bottom()).isCloseTo(bottom, within(1.01f));
        } else {
            int seen = Math.max(0, right - left) * Math.max(0, bottom - top);
            assertThat(seen).isLessThan(20 * 12);
        }
    }

    @Test
    void shouldRepeatItselfForTheSameRandomSource() {
        TrainingSample sample = whiteBox(50, 40, 20, 12);
        Augmentation augmentation = new Augmentation(FRAME);

        TrainingSample one = augmentation.apply(sample, FRAME, new Random(5));
        TrainingSample two = augmentation.apply(sample, FRAME, new Random(5));

        assertThat(two.rgb()).isEqualTo(one.rgb());
        assertThat(two.boxes()).isEqualTo(one.boxes());
    }

    @Test
    void shouldMostlyShowADamageInACloseUp() {
        TrainingSample sample = whiteBox(100, 10, 12, 12);
        Augmentation augmentation = new Augmentation(FRAME);
        int shown = 0;
        for (int seed = 0; seed < 200; seed++) {
            shown += augmentation
                    .apply(sample, FRAME.closeUp(), new Random(seed))
                    .boxes()
                    .size();
        }

        assertThat(shown).isBetween(120, 199);
    }

    @Test
    void shouldTakeSamplesWithoutDamage() {
        byte[] rgb = new byte[FRAME.width() * FRAME.height() * 3];

        TrainingSample changed =
                new Augmentation(FRAME).apply(new TrainingSample(rgb, List.of()), FRAME.closeUp(), new Random(1));

        assertThat(changed.boxes()).isEmpty();
        assertThat(changed.rgb())
                .hasSize(FRAME.closeUp().width() * FRAME.closeUp().height() * 3);
    }
}
