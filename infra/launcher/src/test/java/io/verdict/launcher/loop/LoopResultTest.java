package io.verdict.launcher.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.inference.evaluation.measure.Difference;
import io.verdict.inference.evaluation.measure.Interval;
import io.verdict.launcher.loop.RoundResult.Accuracy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a loop says of two versions (TRN-5). */
class LoopResultTest {

    private static LoopResult result(Difference difference) {
        return new LoopResult(
                List.of(
                        new RoundResult("1", "panels@aa", "aa", 97, "run-a", null, "r1", List.of()),
                        new RoundResult(
                                "2",
                                "panels@bb",
                                "bb",
                                400,
                                "run-b",
                                "run-a",
                                "r2",
                                List.of(new Lap("dataset version", 1.25, "datasets: key panels")))),
                "panels@bb (test)",
                150,
                List.of(
                        new Accuracy("1", 0.0625, new Interval(0.03, 0.09)),
                        new Accuracy("2", 0.375, new Interval(0.31, 0.44))),
                difference,
                300);
    }

    private static Difference by(double difference, double low, double high) {
        return new Difference("map50", "", 0.375, 0.375 - difference, difference, new Interval(low, high));
    }

    @Test
    void shouldBeBetterOnlyWhereTheIntervalLiesAboveZero() {
        assertThat(result(by(0.3125, 0.25, 0.4)).better()).isTrue();
        assertThat(result(by(0.3125, -0.01, 0.4)).better()).isFalse();
        assertThat(result(by(-0.3125, -0.4, -0.25)).better()).isFalse();
        assertThat(result(new Difference("map50", "", 0.375, null, null, null)).better())
                .isFalse();
        assertThat(result(null).better()).isFalse();
    }

    @Test
    void shouldShowBothVersionsOnTheSamePhotosAndWhereToLook() {
        String text = String.join("\n", LoopText.lines(result(by(0.3125, 0.25, 0.4))));

        assertThat(text)
                .containsPattern("1 +panels@aa +97 +run-a +0.0625 +0.0300 … 0.0900")
                .containsPattern("2 +panels@bb +400 +run-b +0.3750 +0.3100 … 0.4400")
                .contains("mAP50 on panels@bb (test), 150 photos")
                .contains("The last one minus the one that it replaced: +0.3125 (0.2500 … 0.4000), measurably better.")
                .contains("Version 2, fine-tuned from run run-a")
                .containsPattern("dataset version +1.3 s +datasets: key panels");
        assertThat(LoopText.lines(result(by(-0.3, -0.4, -0.2))))
                .contains(
                        "The last one minus the one that it replaced: -0.3000 (-0.4000 … -0.2000), not measurably better.");
        assertThat(LoopText.lines(result(null))).contains("There is nothing to compare with.");
    }

    @Test
    void shouldReadTheShippedDeclarationAndRefuseAPlanWithoutRounds() {
        LoopPlan plan = LoopPlan.standard(7, 2);

        assertThat(plan.model()).isEqualTo("panel-damage");
        assertThat(plan.declared().getClasses()).containsExactly("scratch", "dent");
        assertThat(plan.rounds().get(1).photos())
                .isGreaterThan(plan.rounds().get(0).photos());
        assertThatThrownBy(() -> new LoopPlan(
                        plan.declaration(), "panels", 7, List.of(), plan.photosPerSecond(), plan.windows()))
                .hasMessageStartingWith("A loop has rounds and live photos, not 0");
        assertThatThrownBy(() -> new LoopPlan.Round(0, Map.of())).hasMessageContaining("not 0");
    }
}
