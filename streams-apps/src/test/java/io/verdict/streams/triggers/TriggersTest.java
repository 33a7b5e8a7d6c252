package io.verdict.streams.triggers;

import static io.verdict.streams.triggers.TriggerDesk.NOON;
import static io.verdict.streams.triggers.TriggerDesk.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.events.AlarmSeverity;
import io.verdict.events.TrainingCause;
import io.verdict.events.TrainingCauseKind;
import io.verdict.events.TrainingRefused;
import io.verdict.events.TrainingRequest;
import io.verdict.events.TrainingRequested;
import io.verdict.events.TrainingTick;
import io.verdict.events.TrainingTickKind;
import io.verdict.events.TriggerSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** TRN-7: when a model is trained again, rule by rule. */
class TriggersTest {

    private static final Duration QUIET = Duration.ofMinutes(5);

    private final TriggerDesk desk = new TriggerDesk(rule(QUIET, 3));

    private static Instant after(long minutes) {
        return NOON.plus(Duration.ofMinutes(minutes));
    }

    private static String version(TrainingRequest request) {
        return ((TrainingRequested) request.getRequest())
                .getSpec()
                .getData()
                .getDataset()
                .getSha256();
    }

    private static List<TrainingCauseKind> kinds(TrainingRequest request) {
        return request.getCauses().stream().map(TrainingCause::getKind).toList();
    }

    @Test
    void shouldAskOnceForANewVersionWhenNothingMoreComes() {
        assertThat(desk.publish("v1", after(0))).isEmpty();
        assertThat(desk.publish("v2", after(4))).isEmpty();
        assertThat(desk.tick(TrainingTickKind.QUIET, after(8))).isEmpty();

        TrainingRequest request = desk.tick(TrainingTickKind.QUIET, after(9)).orElseThrow();

        assertThat(version(request)).isEqualTo("v2");
        assertThat(kinds(request)).containsExactly(TrainingCauseKind.DATASET, TrainingCauseKind.DATASET);
        assertThat(request.getMeta().getCause())
                .isEqualTo(request.getCauses().get(0).getEvidence());
        assertThat(request.getMeta().getActor()).isEqualTo("triggers-app");
        assertThat(request.getMeta().getTime()).isEqualTo(after(9));
        assertThat(desk.tick(TrainingTickKind.QUIET, after(99))).isEmpty();
    }

    @Test
    void shouldAskForNoneWhileARunGoesOnAndForOneAfterwards() {
        desk.publish("v1", after(0));
        String run = desk.tick(TrainingTickKind.QUIET, after(5)).orElseThrow().getRunId();
        desk.run(run, false, after(6));
        desk.publish("v2", after(10));
        desk.ask("dana", after(11));
        assertThat(desk.tick(TrainingTickKind.QUIET, after(500))).isEmpty();

        TrainingRequest next = desk.run(run, true, after(501)).orElseThrow();

        assertThat(kinds(next)).containsExactly(TrainingCauseKind.DATASET, TrainingCauseKind.PERSON);
        assertThat(next.getRunId()).isNotEqualTo(run);
        assertThat(version(next)).isEqualTo("v2");
    }

    @Test
    void shouldWaitForPeoplesOwnRunsUntilTheyAreGivenUp() {
        desk.run("by-hand", false, after(0));
        desk.publish("v1", after(1));
        assertThat(desk.tick(TrainingTickKind.QUIET, after(59))).isEmpty();

        assertThat(desk.tick(TrainingTickKind.QUIET, after(60))).isPresent();
    }

    /** Runs that are given up never end on the log; without a rule, no request ever makes an end to them. */
    @Test
    void shouldWatchOnlyTheLatestOfPeoplesRuns() {
        TriggerDesk ruleless = new TriggerDesk(null);
        for (int run = 0; run < 130; run++) {
            ruleless.run("run-" + run, false, after(run));
        }
        ruleless.run("run-40", false, after(200));
        ruleless.run("new", false, after(201));

        assertThat(ruleless.state.getOthers())
                .hasSize(Triggers.MOST_OTHERS)
                .containsKeys("run-129", "run-40", "new")
                .doesNotContainKeys("run-0", "run-30");
    }

    @Test
    void shouldCountLabelsThatTheLatestRunsDataDoesNotKnow() {
        TriggerDesk labelled = new TriggerDesk(new TriggerRule(
                Duration.ZERO,
                Duration.ofHours(1),
                Optional.of(TriggerDesk.DATASET),
                OptionalInt.of(3),
                false,
                Optional.empty(),
                List.of(),
                true,
                TriggerDesk.PLAN));
        labelled.approve(after(0));
        labelled.approve(after(1));
        assertThat(labelled.publish("v1", after(2))).as("two are too few").isEmpty();
        TrainingRequest first = labelled.approve(after(3)).orElseThrow();
        labelled.run(first.getRunId(), true, after(4));
        labelled.approve(after(5));
        assertThat(labelled.approve(after(6)))
                .as("three that v1 does not know, but only v1 to learn from")
                .isEmpty();

        TrainingRequest second = labelled.publish("v2", after(7)).orElseThrow();

        assertThat(kinds(first)).containsExactly(TrainingCauseKind.LABELS);
        assertThat(first.getMeta().getCause().getOffset()).isEqualTo(2);
        assertThat(version(first)).isEqualTo("v1");
        assertThat(version(second)).isEqualTo("v2");
        assertThat(second.getMeta().getCause().getOffset()).isEqualTo(4);
    }

    @Test
    void shouldNotLearnFromFewerLabelsBecauseThereAreMore() {
        TriggerDesk labelled = new TriggerDesk(new TriggerRule(
                Duration.ZERO,
                Duration.ofHours(1),
                Optional.of(TriggerDesk.DATASET),
                OptionalInt.of(1),
                false,
                Optional.empty(),
                List.of(),
                true,
                TriggerDesk.PLAN));
        labelled.publish("v1", after(0));
        labelled.approve(after(1));
        labelled.run(labelled.requests.get(0).getRunId(), true, after(2));
        labelled.approve(after(3));
        labelled.run(labelled.publish("v2", after(4)).orElseThrow().getRunId(), true, after(5));
        assertThat(labelled.withdraw("v2", after(6))).isEmpty();

        assertThat(labelled.approve(after(7)))
                .as("v1 knows fewer than v2, which was learnt from")
                .isEmpty();
        assertThat(version(labelled.publish("v3", after(8)).orElseThrow())).isEqualTo("v3");
    }

    @Test
    void shouldAskBecauseOfAnAlarmThatStands() {
        desk.publish("v1", after(0));
        desk.run(desk.tick(TrainingTickKind.QUIET, after(5)).orElseThrow().getRunId(), true, after(6));
        desk.raise("psi-1", AlarmSeverity.INFO, "psi:brightness", after(10));
        desk.raise("tpr-1", AlarmSeverity.CRITICAL, "tpr", after(10));
        assertThat(desk.state.getWaiting()).as("not as bad, and another metric").isEmpty();
        desk.raise("psi-1", AlarmSeverity.CRITICAL, "psi:brightness", after(11));
        desk.raise("psi-1", AlarmSeverity.CRITICAL, "psi:brightness", after(12));

        TrainingRequest request = desk.tick(TrainingTickKind.QUIET, after(16)).orElseThrow();
        desk.run(request.getRunId(), true, after(20));
        desk.raise("psi-1", AlarmSeverity.CRITICAL, "psi:brightness", after(21));

        assertThat(kinds(request)).as("once").containsExactly(TrainingCauseKind.ALARM);
        assertThat(request.getCauses().get(0).getText())
                .isEqualTo("critical psi-1, psi:brightness 0.3 above 0.2: look");
        assertThat(request.getMeta().getActor()).isEqualTo("triggers-app");
        assertThat(desk.state.getWaiting()).as("the same alarm still").isEmpty();
        desk.clear("psi-1", after(30));
        desk.raise("psi-1", AlarmSeverity.WARNING, "psi:brightness", after(31));
        assertThat(desk.tick(TrainingTickKind.QUIET, after(36)))
                .as("another one")
                .isPresent();
    }

    @Test
    void shouldForgetAnAlarmThatIsClearedInTime() {
        desk.publish("v1", after(0));
        desk.run(desk.tick(TrainingTickKind.QUIET, after(5)).orElseThrow().getRunId(), true, after(6));
        desk.raise("psi-1", AlarmSeverity.WARNING, "psi:contrast", after(10));
        desk.clear("psi-2", after(11));
        assertThat(desk.state.getWaiting()).hasSize(1);
        desk.clear("psi-1", after(12));
        assertThat(desk.state.getWaiting()).isEmpty();
        assertThat(desk.tick(TrainingTickKind.QUIET, after(99))).isEmpty();

        desk.raise("psi-1", AlarmSeverity.WARNING, "psi:contrast", after(100));
        desk.ask("dana", after(101));
        desk.clear("psi-1", after(102));
        TrainingRequest request = desk.tick(TrainingTickKind.QUIET, after(106)).orElseThrow();

        assertThat(kinds(request)).containsExactly(TrainingCauseKind.PERSON);
        assertThat(request.getMeta().getActor())
                .as("who is behind what is left")
                .isEqualTo("dana");
        assertThat(request.getMeta().getCorrelationId())
                .isEqualTo(request.getCauses().get(0).getEvidence().getEventId());
    }

    @Test
    void shouldAskWhereAnAlarmWasClearedTooLate() {
        desk.publish("v1", after(0));
        desk.run(desk.tick(TrainingTickKind.QUIET, after(5)).orElseThrow().getRunId(), true, after(6));
        desk.raise("psi-1", AlarmSeverity.WARNING, "psi:contrast", after(10));

        assertThat(desk.clear("psi-1", after(15))).isPresent();
    }

    @Test
    void shouldNotLearnFromAWithdrawnVersion() {
        desk.publish("v1", after(0));
        desk.publish("v2", after(1));
        desk.withdraw("v2", after(2));

        assertThat(version(desk.tick(TrainingTickKind.QUIET, after(6)).orElseThrow()))
                .isEqualTo("v1");
    }

    @Test
    void shouldBeginAScheduleWithoutARunAndKeepItFromThenOn() {
        desk.publish("v1", after(0));
        String first = desk.tick(TrainingTickKind.QUIET, after(5)).orElseThrow().getRunId();
        desk.run(first, true, after(6));
        Instant tomorrow = NOON.plus(Duration.ofDays(1));
        desk.tick(TrainingTickKind.SCHEDULE, NOON);
        assertThat(desk.state.getWaiting()).as("declaring it is no reason").isEmpty();
        desk.tick(TrainingTickKind.SCHEDULE, tomorrow);
        desk.tick(TrainingTickKind.SCHEDULE, tomorrow);

        TrainingRequest request =
                desk.tick(TrainingTickKind.QUIET, tomorrow.plus(QUIET)).orElseThrow();

        assertThat(kinds(request)).containsExactly(TrainingCauseKind.SCHEDULE);
    }

    @Test
    void shouldBeAskedByTheirNameWherePeopleAsk() {
        desk.publish("v1", after(0));
        String first = desk.tick(TrainingTickKind.QUIET, after(5)).orElseThrow().getRunId();
        desk.run(first, true, after(6));
        desk.ask("dana", after(7));

        TrainingRequest request = desk.tick(TrainingTickKind.QUIET, after(12)).orElseThrow();

        assertThat(request.getMeta().getActor()).isEqualTo("dana");
        assertThat(request.getCauses().get(0).getText()).isEqualTo("dana: please");
    }

    /** Two such reasons make a record that no topic takes, which would end the app for good. */
    @Test
    void shouldKeepOnlyTheBeginningOfALongReason() {
        String ramble = "because ".repeat(75_000);
        desk.publish("v1", after(0));
        desk.ask("dana", ramble, after(1));
        desk.raise("psi-1", AlarmSeverity.CRITICAL, "psi:brightness", ramble, after(2));

        assertThat(desk.state.getWaiting()).hasSize(3).allSatisfy(cause -> assertThat(cause.getText())
                .hasSizeLessThanOrEqualTo(500));
        TrainingRequest request = desk.tick(TrainingTickKind.QUIET, after(9)).orElseThrow();
        assertThat(request.getCauses().get(1).getText())
                .startsWith("dana: because")
                .endsWith("…");
        assertThat(new TriggerDesk(null)
                        .ask("dana", ramble, after(0))
                        .orElseThrow()
                        .getCauses())
                .singleElement()
                .satisfies(cause -> assertThat(cause.getText()).hasSizeLessThanOrEqualTo(500));
    }

    @Test
    void shouldNotCutACharacterInTwo() {
        String cut = Wording.cut("x".repeat(498) + "\uD83D\uDE97".repeat(9));

        assertThat(cut).isEqualTo("x".repeat(498) + "…");
        assertThat(Wording.cut("x".repeat(500))).hasSize(500).doesNotEndWith("…");
    }

    @Test
    void shouldAskForParametersInOneOrder() {
        RunPlan plan = new RunPlan(
                "detector",
                Optional.empty(),
                Map.of("rate", "1", "epochs", "2", "batch", "3", "width", "4", "decay", "5", "mosaics", "6"),
                7,
                2,
                TriggerDesk.PLAN.limits(),
                TriggerDesk.PLAN.price());

        assertThat(plan.parameters().keySet()).containsExactly("batch", "decay", "epochs", "mosaics", "rate", "width");
    }

    @Test
    void shouldRefuseWhoAsksForAModelWithoutARule() {
        TriggerDesk ruleless = new TriggerDesk(null);

        TrainingRequest answer = ruleless.ask("dana", after(0)).orElseThrow();

        assertThat(((TrainingRefused) answer.getRequest()).getReason()).contains("no rule", "people: true");
        assertThat(answer.getMeta().getCause()).isEqualTo(ruleless.sent.get(0).getEvidence());
        assertThat(ruleless.publish("v1", after(1))).isEmpty();
        assertThat(ruleless.tick(TrainingTickKind.SCHEDULE, after(99))).isEmpty();
    }

    /** There can be a hundred, and records of runs come by the thousand. */
    @Test
    void shouldLookForVersionsOnlyWhenSomethingIsDueAndCopyNoReasons() {
        desk.publish("v1", after(0));
        TriggerView.Versions never = () -> {
            throw new AssertionError("looked for versions");
        };
        TriggerView view = new TriggerView(never, never, positions -> 0);
        TriggerDesk other = new TriggerDesk(rule(QUIET, 3));
        other.approve(after(1));
        other.run("by-hand", false, after(2));

        for (TriggerSignal signal : other.sent) {
            TriggerStep step = Triggers.take(desk.rule, desk.state, signal, view);
            assertThat(step.request()).isEmpty();
            assertThat(step.state().getWaiting()).isSameAs(desk.state.getWaiting());
        }
        assertThat(Moments.passed(desk.rule.orElseThrow(), desk.state, never, after(4)))
                .hasSize(1);
    }

    @Test
    void shouldSayWhichMomentsHavePassed() {
        desk.publish("v1", after(0));
        TriggerRule rule = desk.rule.orElseThrow();

        List<TrainingTick> early = Moments.passed(rule, desk.state, () -> desk.versions, after(4));
        List<TrainingTick> late = Moments.passed(rule, desk.state, () -> desk.versions, after(6));

        assertThat(early).extracting(TrainingTick::getKind).containsExactly(TrainingTickKind.SCHEDULE);
        assertThat(early.get(0).getMeta().getTime()).isEqualTo(NOON);
        assertThat(late)
                .extracting(TrainingTick::getKind)
                .containsExactly(TrainingTickKind.SCHEDULE, TrainingTickKind.QUIET);
        assertThat(late.get(1).getMeta().getTime()).isEqualTo(after(5));
        assertThat(Moments.passed(rule, desk.state, () -> desk.versions, after(60)))
                .as("the same moments are the same facts")
                .isEqualTo(late);
    }
}
