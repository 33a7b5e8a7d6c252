package io.verdict.connectors.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

class TrainingConfigTest {
    private final Architecture architecture = Architecture.standard(2);
    private final TrainingConfig config = new TrainingConfig(architecture, 10, 6, 8, 1e-3f, 0.02f, 1, 2);

    @Test
    void shouldWarmUpHoldAndDecay() {
        assertThat(config.rate(0, 0, 1000)).isLessThan(1e-5f);
        assertThat(config.rate(0, 300, 1000)).isEqualTo(1e-3f);
        assertThat(config.rate(5, 999, 1000)).isEqualTo(1e-3f);
        assertThat(config.rate(8, 0, 1000)).isCloseTo(5.05e-4f, within(1e-6f));
        assertThat(config.rate(9, 999, 1000)).isCloseTo(1e-5f, within(1e-6f));
    }

    @Test
    void shouldWorkOnCloseUpsFirst() {
        assertThat(config.frame(5).width()).isEqualTo(320);
        assertThat(config.frame(5).height()).isEqualTo(256);
        assertThat(config.frame(6)).isEqualTo(architecture);
    }

    @Test
    @ResourceLock(Resources.LOCALE)
    void shouldGoOnFromACheckpointWhateverDigitsAreUsedAround() {
        String identity = config.identity(100, 3);
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            assertThat(config.identity(100, 3)).isEqualTo(identity).contains("batch 8 ");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void shouldRefuseWhatCannotBe() {
        assertThatThrownBy(() -> new TrainingConfig(architecture, 3, 4, 8, 1e-3f, 0, 1, 1))
                .hasMessageContaining("closeUps must be 0 to 3");
        assertThatThrownBy(() -> new TrainingConfig(architecture, 3, 1, 8, 1e-3f, 0, 1, 3))
                .hasMessageContaining("shards divide the batch");
        assertThatThrownBy(() -> new TrainingConfig(architecture, 3, 1, 8, 0, 0, 1, 1))
                .hasMessageContaining("peakRate must be positive");
        assertThatThrownBy(() -> new Architecture(2, 500, 384, List.of(1, 1, 1, 1)))
                .hasMessageContaining("multiples of 32");
        assertThatThrownBy(() -> new Architecture(2, 512, 384, List.of(1, 1, 1)))
                .hasMessageContaining("strides 4, 8, 16 and 32");
    }
}
