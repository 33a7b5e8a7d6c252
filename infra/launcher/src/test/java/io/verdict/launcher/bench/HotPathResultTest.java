package io.verdict.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class HotPathResultTest {

    private static final HotPathPlan PLAN = HotPathPlan.of(20, 60);

    private static HotPathResult result(double p95, double perSecond, long lost) {
        return new HotPathResult(
                PLAN,
                new Throughput(90, 20),
                new Throughput(110, 18),
                contestant("verdict", p95, perSecond, lost),
                contestant("peer", 500, 25, 3));
    }

    private static HotPathResult.Contestant contestant(String name, double p95, double perSecond, long lost) {
        return new HotPathResult.Contestant(
                name,
                Map.of(HotPathProbe.END_TO_END, new Percentiles(1200, p95 / 2, p95, p95 * 1.5, p95 * 2)),
                new Throughput(perSecond, 25),
                lost,
                0);
    }

    @Test
    void shouldCompareWithTheFloorAndThePeer() {
        HotPathResult result = result(50, 75, 0);

        assertThat(result.ofFloor()).isEqualTo(0.75);
        assertThat(result.ofFloorByCpu(new Throughput(75, 25))).isEqualTo(18.0 / 25);
        assertThat(result.ofPeer()).isEqualTo(3);
        assertThat(result.goals()).allMatch(Goal::met);
        assertThat(Goal.hold(result.goals())).isTrue();
    }

    @Test
    void shouldHoldWhenOnlyWhatIsAimedAtIsMissed() {
        HotPathResult result = result(100, 75, 0);

        assertThat(result.goals())
                .filteredOn(goal -> !goal.met())
                .noneMatch(Goal::must)
                .hasSize(2);
        assertThat(Goal.hold(result.goals())).isTrue();
    }

    @Test
    void shouldNotHoldWhenLateOrSlowOrAPhotoIsLost() {
        assertThat(Goal.hold(result(151, 75, 0).goals())).isFalse();
        assertThat(Goal.hold(result(50, 69, 0).goals())).isFalse();
        assertThat(Goal.hold(result(50, 75, 1).goals())).isFalse();
    }

    @Test
    void shouldReadAsMarkdown() {
        assertThat(result(151, 75, 1).text())
                .contains("20.0 photos/s", "1200 photos after 600")
                .contains("| verdict | upload → decision | 75.5 | 151 |")
                .contains("bare loop, before", "NOT MET", "1 lost, 0 twice");
    }

    @Test
    void shouldRefuseWhatCannotBeMeasured() {
        assertThatThrownBy(() -> HotPathPlan.of(0, 10)).hasMessageContaining("rate above 0");
        assertThatThrownBy(() -> HotPathPlan.of(20, 0)).hasMessageContaining("at least two photos");
        assertThatThrownBy(() -> HotPathPlan.of(1000, 3600)).hasMessageContaining("too many");
    }
}
