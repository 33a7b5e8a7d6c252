package io.verdict.launcher.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ShippedModelTest {

    @Test
    void shouldBeTheGraphThatItsSpecNames() {
        ShippedModel model = ShippedModel.load();

        assertThat(model.sha256()).isEqualTo(model.spec().sha256()).matches("[0-9a-f]{64}");
        assertThat(model.spec().name()).isEqualTo("car-damage");
    }

    @Test
    void shouldRefuseAnotherGraphAndSayWhatToDo() {
        ShippedModel model = ShippedModel.load();
        byte[] damaged = model.onnx().clone();
        damaged[damaged.length / 2] ^= 1;

        assertThatThrownBy(() -> ShippedModel.verified(damaged, model.spec()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(new ShippedModel(damaged, model.spec()).sha256())
                .hasMessageContaining(model.spec().sha256())
                .hasMessageContaining("Build again");
    }
}
