package io.verdict.launcher.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.launcher.loop.Lap;
import io.verdict.launcher.loop.RoundResult;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When the drone scenario has reached its end, and what it says then (SYS-2). */
class DroneResultTest {

    private static final Standing EARNED =
            new Standing(List.of(new Standing.Judged("accuracy", true, "map50 is 0.7")), List.of("mia"), true);
    private static final String CHAMPION = "drone 1 champion";
    private static final String CARS = "car-damage 1 champion";

    private static Decided.Photo photo(String source, String... by) {
        return new Decided.Photo(
                source + String.join("", by), source, Set.of(by), Map.of("person", 2), Map.of("person", 1));
    }

    private static DroneResult result(Standing standing, Decided.Photo... photos) {
        return new DroneResult(
                new RoundResult("1", "aerial@0", "0", 9, "run", null, "rollout", List.of()),
                List.of(new Lap("run", 1.5, "runs: key run")),
                new DroneResult.Accuracies("aerial@0 (test)", 3, 9, List.of(), List.of(), List.of(), List.of()),
                standing,
                new Decided(List.of(photos), "2 decisions"),
                "drone",
                2);
    }

    @Test
    void shouldBeReachedWhereEachModelDecidedOnItsOwn() {
        DroneResult result = result(EARNED, photo("app", CARS), photo("survey", CHAMPION));

        assertThat(result.reached()).isTrue();
        assertThat(DroneText.lines(result))
                .contains(
                        "Gate accuracy met: map50 is 0.7",
                        "New photos of source app → car-damage 1 champion: 1",
                        "On the new scenes were {person=2}; the version names {person=1}.",
                        DroneResult.LIMIT);
    }

    @Test
    void shouldNotBeReachedWhereAModelDecidedOnPhotosOfTheOther() {
        assertThat(result(EARNED, photo("app", CARS, CHAMPION), photo("survey", CHAMPION))
                        .reached())
                .isFalse();
        assertThat(result(EARNED, photo("app", CARS), photo("survey", CHAMPION, CARS))
                        .reached())
                .isFalse();
        assertThat(result(EARNED, photo("app", CARS), photo("survey", "drone 1 canary"))
                        .reached())
                .isFalse();
    }

    @Test
    void shouldNotBeReachedWithoutGatesApprovalAndService() {
        Decided.Photo[] photos = {photo("app", CARS), photo("survey", CHAMPION)};

        assertThat(result(new Standing(EARNED.gates(), List.of("mia"), false), photos)
                        .reached())
                .isFalse();
        assertThat(result(new Standing(EARNED.gates(), List.of(), true), photos).reached())
                .isFalse();
        assertThat(result(new Standing(List.of(), List.of("mia"), true), photos).reached())
                .isFalse();
        assertThat(result(
                                new Standing(
                                        List.of(new Standing.Judged("accuracy", false, "too low")),
                                        List.of("mia"),
                                        true),
                                photos)
                        .reached())
                .isFalse();
    }
}
