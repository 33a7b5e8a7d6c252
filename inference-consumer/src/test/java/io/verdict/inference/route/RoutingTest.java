package io.verdict.inference.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.events.Arm;
import java.util.UUID;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RoutingTest {

    /** Computed with: printf 'r1\nimage-1' | sha256sum | head -c 16, modulo 10000. */
    @Test
    void shouldMatchWhatAShellComputes() {
        assertThat(Routing.bucket("r1\nimage-1")).isEqualTo(9136);
        assertThat(Routing.bucket("rollout-7\n0190a5b2-0000-7000-8000-000000000001"))
                .isEqualTo(4916);
        assertThat(Routing.bucket("r1\nimage-1\nshadow\n3")).isEqualTo(4028);
    }

    @Property
    void shouldAlwaysGiveTheSameArm(
            @ForAll String rollout, @ForAll String image, @ForAll @IntRange(max = 10_000) int share) {
        assertThat(Routing.arm(rollout, image, share)).isEqualTo(Routing.arm(rollout, image, share));
    }

    @Property
    void shouldKeepAPhotoWithTheCanaryWhenItsShareGrows(
            @ForAll String image, @ForAll @IntRange(max = 9_999) int share) {
        if (Routing.arm("r", image, share) == Arm.CANARY) {
            assertThat(Routing.arm("r", image, share + 1)).isEqualTo(Arm.CANARY);
        }
    }

    @Test
    void shouldHonourShares() {
        long canaries = IntStream.range(0, 20_000)
                .filter(i -> Routing.arm("r", new UUID(7, i).toString(), 1_000) == Arm.CANARY)
                .count();

        assertThat(canaries / 20_000.0).isCloseTo(0.1, Offset.offset(0.01));
    }

    @Test
    void shouldGiveEverythingOrNothingAtTheEnds() {
        for (int i = 0; i < 1_000; i++) {
            String image = new UUID(3, i).toString();
            assertThat(Routing.arm("r", image, 0)).isEqualTo(Arm.CHAMPION);
            assertThat(Routing.arm("r", image, Routing.ALL)).isEqualTo(Arm.CANARY);
            assertThat(Routing.shadows("r", image, "2", Routing.ALL)).isTrue();
            assertThat(Routing.shadows("r", image, "2", 0)).isFalse();
        }
    }

    @Test
    void shouldDrawShadowsIndependentlyOfTheCanary() {
        long both = IntStream.range(0, 20_000)
                .mapToObj(i -> new UUID(9, i).toString())
                .filter(image ->
                        Routing.arm("r", image, 5_000) == Arm.CANARY && Routing.shadows("r", image, "3", 5_000))
                .count();

        assertThat(both / 20_000.0).isCloseTo(0.25, Offset.offset(0.02));
    }
}
