package io.verdict.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplayResultTest {

    @Test
    void shouldCompareWithTheBareConsumerThatDeserialises() {
        ReplayResult result = new ReplayResult(List.of(new ReplayResult.Row(
                "catalog",
                "raw_images",
                10_000,
                50_000,
                60_000,
                200_000,
                900_000,
                1.5,
                Map.of("raw-images", 1L << 20, "prices", 1L << 20))));

        assertThat(result.goals()).singleElement().satisfies(goal -> {
            assertThat(goal.found()).isEqualTo("0.25");
            assertThat(goal.met()).isFalse();
            assertThat(goal.must()).isFalse();
        });
        assertThat(result.text()).contains("| catalog | 10,000 |").contains("2.00");
    }

    @Test
    void shouldReplayEveryAppByRisingLengths() {
        assertThat(ReplayPlan.everyApp()).containsExactly("curation", "catalog", "pricing");
        assertThat(new ReplayPlan(List.of(1000, 100, 1000), List.of("pricing")).events())
                .containsExactly(100, 1000);
    }

    @Test
    void shouldRefuseWhatCannotBeReplayed() {
        assertThatThrownBy(() -> new ReplayPlan(List.of(1), List.of("pricing"))).hasMessageContaining("100 to");
        assertThatThrownBy(() -> new ReplayPlan(List.of(), List.of("pricing"))).hasMessageContaining("not []");
        assertThatThrownBy(() -> new ReplayPlan(List.of(100), List.of("ledger")))
                .hasMessageContaining("[curation, catalog, pricing], not [ledger]");
    }
}
