package io.verdict.inference.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** REG-6: which models decide on a photo. */
class ModelRoutesTest {

    @Test
    void shouldHaveEveryModelDecideOnEveryPhotoWhereNothingIsClaimed() {
        ModelRoutes routes = ModelRoutes.parse(List.of("b", " a "));
        assertThat(routes.of("app")).containsExactly("a", "b");
        assertThat(routes.models()).containsExactly("a", "b");
    }

    @Test
    void shouldLeaveASourceToThoseThatClaimIt() {
        ModelRoutes routes = ModelRoutes.parse(List.of("car", "drone@survey+mapping", "roof@survey"));
        assertThat(routes.of("survey")).containsExactly("drone", "roof");
        assertThat(routes.of("mapping")).containsExactly("drone");
        assertThat(routes.of("app")).containsExactly("car");
        assertThat(routes).hasToString("car, drone@mapping+survey, roof@survey");
    }

    @Test
    void shouldHaveNobodyDecideWhereNobodyWants() {
        assertThat(ModelRoutes.parse(List.of("drone@survey")).of("app")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "@survey", "drone@", "drone@a++b"})
    void shouldRefuseWhatLacksAName(String route) {
        assertThatThrownBy(() -> ModelRoutes.parse(List.of(route))).hasMessageContaining("lacks a name");
    }

    @Test
    void shouldRefuseContradictions() {
        assertThatThrownBy(() -> ModelRoutes.parse(List.of("a@x", "a@y"))).hasMessageContaining("twice");
        assertThatThrownBy(() -> ModelRoutes.parse(List.of())).hasMessageContaining("No models");
        assertThat(ModelRoutes.parse(List.of("a", "a"))).isEqualTo(ModelRoutes.parse(List.of("a")));
    }
}
