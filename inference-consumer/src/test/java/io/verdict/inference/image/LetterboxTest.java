package io.verdict.inference.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;

class LetterboxTest {

    @Property
    void shouldMapThereAndBack(
            @ForAll @IntRange(min = 1, max = 20_000) int width,
            @ForAll @IntRange(min = 1, max = 20_000) int height,
            @ForAll @FloatRange(min = 0, max = 1) float share) {
        Letterbox box = Letterbox.fit(width, height, 512, 384);

        assertThat(box.toImageX(box.toModelX(share * width))).isCloseTo(share * width, within(width * 1e-4f));
        assertThat(box.toImageY(box.toModelY(share * height))).isCloseTo(share * height, within(height * 1e-4f));
    }

    @Property
    void shouldFillOneSideAndStayInside(
            @ForAll @IntRange(min = 1, max = 20_000) int width, @ForAll @IntRange(min = 1, max = 20_000) int height) {
        Letterbox box = Letterbox.fit(width, height, 512, 384);

        assertThat(box.contentWidth() == 512 || box.contentHeight() == 384).isTrue();
        assertThat(box.padX()).isNotNegative();
        assertThat(box.padX() + box.contentWidth()).isLessThanOrEqualTo(512);
        assertThat(box.padY() + box.contentHeight()).isLessThanOrEqualTo(384);
    }
}
