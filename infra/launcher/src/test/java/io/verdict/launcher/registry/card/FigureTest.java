package io.verdict.launcher.registry.card;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FigureTest {

    @Test
    void shouldRoundToWhatPeopleRead() {
        assertThat(Figure.rounded(0.917342)).isEqualTo("0.9173");
        assertThat(Figure.rounded(0.000012345)).isEqualTo("0.00001235");
        assertThat(Figure.rounded(12345.678)).isEqualTo("12346");
        assertThat(Figure.rounded(1)).isEqualTo("1");
        assertThat(Figure.rounded(0)).isEqualTo("0");
        assertThat(Figure.rounded(Double.NaN)).isEqualTo("NaN");
        assertThat(Figure.rounded(1e300)).isEqualTo("1E+300");
    }

    @Test
    void shouldKeepEveryDigitOfWhatIsHeldAgainstAThreshold() {
        assertThat(Figure.exact(0.749999999)).isEqualTo("0.749999999");
        assertThat(Figure.exact(0.75)).isEqualTo("0.75");
        assertThat(Figure.exact(Double.NEGATIVE_INFINITY)).isEqualTo("-Infinity");
    }
}
