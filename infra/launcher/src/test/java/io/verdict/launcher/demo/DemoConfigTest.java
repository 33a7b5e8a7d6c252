package io.verdict.launcher.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class DemoConfigTest {

    @Test
    void shouldRefuseARateThatPublishesNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DemoConfig(1, 0, 1))
                .withMessageContaining("rate");
        assertThatIllegalArgumentException().isThrownBy(() -> new DemoConfig(1, Double.NaN, 1));
    }

    @Test
    void shouldRefuseToPublishNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> new DemoConfig(0, 1, 1));
    }

    @Test
    void shouldGoOnWithoutANumber() {
        assertThat(new DemoConfig(-1, 1, 1).endless()).isTrue();
        assertThat(new DemoConfig(3, 1, 1).endless()).isFalse();
    }
}
