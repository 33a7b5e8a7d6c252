package io.verdict.connectors.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class StudioConfigTest {
    private final StudioConfig defaults = StudioConfig.defaults();

    @Test
    void shouldDrawPhonePhotographsByDefault() {
        assertThat(defaults.width()).isEqualTo(1600);
        assertThat(defaults.height()).isEqualTo(1200);
        assertThat(defaults.undamagedShare()).isBetween(0.25, 0.30);
    }

    @Test
    void shouldFixTheFormatWithTheSize() {
        StudioConfig fixed = defaults.withSize(2048, 1536);

        assertThat(fixed.wideShare()).isZero();
        assertThat(fixed.largeShare()).isZero();
        assertThat(fixed.width()).isEqualTo(2048);
        assertThat(fixed.undamagedShare()).isEqualTo(defaults.undamagedShare());
    }

    @Test
    void shouldRefuseSizesThatNoCameraHas() {
        assertThatThrownBy(() -> defaults.withSize(100, 1200)).hasMessageContaining("100×1200");
        assertThatThrownBy(() -> defaults.withSize(1600, 9000)).hasMessageContaining("8192");
    }

    @Test
    void shouldRefuseSharesOutsideNoughtAndOne() {
        assertThatThrownBy(() -> defaults.withUndamagedShare(1.5)).hasMessageContaining("undamagedShare");
        assertThatThrownBy(() -> defaults.withUndamagedShare(Double.NaN)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> defaults.withFormats(0.7, 0.7, 0)).hasMessageContaining("wideShare + largeShare");
    }

    @Test
    void shouldRefuseAnEmptyRangeOfQuality() {
        assertThatThrownBy(() -> defaults.withQuality(0.9, 0.8)).hasMessageContaining("swap them");
    }

    @Test
    void shouldRefuseABoxWithoutExtent() {
        assertThatThrownBy(() -> new Damage(DamageClass.DENT, 10, 10, 0, 5)).hasMessageContaining("width=0.0");
    }
}
