package io.verdict.launcher.registry.card;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.events.AliasMoved;
import io.verdict.events.ApprovalWithdrawn;
import io.verdict.events.DatasetReference;
import io.verdict.events.GateResult;
import io.verdict.events.Measurement;
import io.verdict.events.RolloutStage;
import io.verdict.events.VersionRefused;
import io.verdict.launcher.registry.card.Happening.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CardTest {

    private static Instant minute(int minute) {
        return Instant.parse("2026-05-15T12:00:00Z").plusSeconds(60L * minute);
    }

    @Test
    void shouldKnowNoCardOfAVersionThatThereIsNot() {
        Story story = Story.begun();
        assertThat(Card.of(story.row(), "2", story.moment())).isEmpty();
    }

    @Test
    void shouldSayThatNothingIsKnownBeforeAnEvaluation() {
        Card card = Story.begun().card("1");

        assertThat(card.status()).isEqualTo("registered");
        assertThat(card.criteria()).isEmpty();
        assertThat(card.limits())
                .contains("It was never evaluated: nothing is known about how good it is.")
                .contains("It is not approved and may not serve.")
                .noneMatch(limit -> limit.contains("figures"));
        assertThat(MarkdownCard.of(card)).contains("Not evaluated.", "It has never served.");
    }

    @Test
    void shouldNameAFailedGateWithItsNumbers() {
        Card card = Story.begun()
                .then(
                        "evaluator",
                        Story.evaluated("1")
                                .setGates(List.of(
                                        new GateResult("accuracy", false, 0.7499, 0.75, null, "map50 is too low."),
                                        new GateResult("in-the-dark", false, null, 0.7, null, "It was not measured.")))
                                .setMeasurements(List.of(new Measurement("map50", null, 0.7499)))
                                .setPassed(false)
                                .build())
                .card("1");

        assertThat(card.status()).isEqualTo("gates failed");
        assertThat(card.limits())
                .contains(
                        "The gate 'accuracy' is not met: map50 is too low.",
                        "The gate 'in-the-dark' is not met: It was not measured.",
                        "map50 was not measured for brightness=dark.",
                        "The class 'dent' has no figures of its own.",
                        "It was measured on all the data at once; how it does on any part of it is not known.");
        assertThat(MarkdownCard.of(card))
                .contains("| accuracy | NOT MET | map50 | 0.7499 | at least 0.75 |")
                .contains("| in-the-dark | NOT MET | map50 of brightness=dark | not measured | at least 0.7 |");
    }

    @Test
    void shouldCompareWithTheChampionOfThatTime() {
        GateResult worse = new GateResult(
                "no-worse", false, 0.8, 0.90734, "1", "map50 is 0.8000; version 1, which serves, has 0.9173.");
        Card card = Story.begun()
                .then("ada", Story.registered("2").build())
                .then(
                        "evaluator",
                        Story.evaluated("2")
                                .setGates(List.of(worse))
                                .setPassed(false)
                                .build())
                .card("2");

        assertThat(card.limits())
                .contains("The comparison 'no-worse' is not met: " + worse.getText())
                .doesNotContain("It was compared with no other version.");
        assertThat(MarkdownCard.of(card)).contains("| no-worse | NOT MET | map50 | 0.8 | at least 0.90734 |");
    }

    @Test
    void shouldTellDrawnPicturesFromOthersByTheNamesOfTheData() {
        Card drawn = Story.begun().approved().card("1");
        assertThat(drawn.limits())
                .contains(
                        "It was evaluated on 'held-out drawn photos': its accuracy is known for such pictures only, and"
                                + " nothing is known about real photos.",
                        "It was trained on 'studio 3 (drawn)', not on real photos.");

        Card real = Story.begun()
                .then(
                        "evaluator",
                        Story.evaluated("1")
                                .setDataset(new DatasetReference("withdrawn cars 7", Story.DATA))
                                .build())
                .card("1");
        assertThat(real.limits())
                .contains("Its figures hold for data like 'withdrawn cars 7' only.")
                .noneMatch(limit -> limit.contains("real photos") && limit.contains("evaluated"));
    }

    @Test
    void shouldNoticeAnEvaluationOnTheTrainingData() {
        Card card = Story.begun()
                .then(
                        "evaluator",
                        Story.evaluated("1")
                                .setDataset(new DatasetReference("other name", "a".repeat(64)))
                                .build())
                .card("1");
        assertThat(card.limits()).anyMatch(limit -> limit.contains("the very data that it was trained on"));
    }

    @Test
    void shouldSayWhoAgreedInWhichRoleAndOnWhat() {
        Card card = Story.begun().approved().card("1");

        assertThat(ApprovalOutline.summary(card)).isEqualTo("Approved by mia, max.");
        assertThat(MarkdownCard.of(card))
                .contains(
                        "| Asked for by | ada |",
                        "| In the role | ml-engineer |",
                        "| Evidence | evaluation evaluation-1 |")
                .contains("ada: approval asked for on evaluation evaluation-1: report 12")
                .contains("mia: agreed, 1 of 2, on evaluation evaluation-1");
        assertThat(card.history())
                .filteredOn(one -> one.kind() == Kind.APPROVAL)
                .hasSize(3);
    }

    @Test
    void shouldSayWhatAnEarlierDeclarationDecided() {
        Card card = Story.begun()
                .approved()
                .then(
                        "mia",
                        Story.declared(
                                "f".repeat(64),
                                Story.declaration().setOwner("fleet").build()))
                .card("1");

        assertThat(card.limits())
                .contains(
                        "It was judged by a declaration that is no longer in force.",
                        "It was approved under a declaration that is no longer in force.");
        // Another declaration's gate of the same name may have asked for something else.
        assertThat(card.criteria()).allMatch(one -> one.metric().isEmpty());
        assertThat(MarkdownCard.of(card))
                .contains("that an earlier declaration asked for")
                .contains("| 0.75 |");
    }

    @Test
    void shouldSayWhenAnApprovalHasRunOut() {
        Story story = Story.begun()
                .then("evaluator", Story.evaluated("1").build())
                .then(
                        "max",
                        Story.approval("1", "evaluation-1", "max")
                                .setValidHours(1)
                                .build());
        assertThat(story.card("1").limits()).noneMatch(limit -> limit.contains("ran out"));

        Moment later = new Moment(story.moment().offset(), minute(64));
        assertThat(Card.of(story.row(), "1", later).orElseThrow().limits())
                .anyMatch(limit -> limit.startsWith("Its approval ran out at 2026-05-15T13:03:00Z"));
    }

    @Test
    void shouldSayWhoRefusedAndWhy() {
        Card card = Story.begun()
                .then("evaluator", Story.evaluated("1").build())
                .then("max", new VersionRefused("1", "too many missed dents"))
                .card("1");

        assertThat(card.status()).isEqualTo("refused");
        assertThat(MarkdownCard.of(card)).contains("max: refused: too many missed dents");
        assertThat(card.limits())
                .contains("A person has refused it or has taken its approval back; no policy approves it by itself.");
    }

    @Test
    void shouldEndServiceWhereTheApprovalIsTakenBack() {
        Card card = Story.begun()
                .approved()
                .starts("1", "r1", RolloutStage.FULL)
                .then("max", new ApprovalWithdrawn("1", "wrong labels"))
                .rollsBack("1", "r1", null)
                .card("1");

        assertThat(card.status()).isEqualTo("withdrawn");
        assertThat(card.approval()).isEmpty();
        assertThat(card.service())
                .containsExactly(new ServicePeriod(RolloutStage.FULL, "r1", minute(6), Optional.of(minute(7))));
        assertThat(MarkdownCard.of(card))
                .contains("max: approval taken back: wrong labels", "It does not serve.")
                .doesNotContain("Approved by mia");
    }

    @Test
    void shouldTellWhenAVersionServedAndAsWhat() {
        Story story = Story.begun()
                .approved()
                .starts("1", "r1", RolloutStage.SHADOW)
                .advances("1", "r1", RolloutStage.CANARY)
                .advances("1", "r1", RolloutStage.FULL)
                .then("ada", Story.registered("2").build())
                .starts("2", "r2", RolloutStage.CANARY)
                .advances("2", "r2", RolloutStage.FULL)
                .rollsBack("2", "r2", "1");

        assertThat(story.card("1").service())
                .containsExactly(
                        new ServicePeriod(RolloutStage.SHADOW, "r1", minute(6), Optional.of(minute(7))),
                        new ServicePeriod(RolloutStage.CANARY, "r1", minute(7), Optional.of(minute(8))),
                        new ServicePeriod(RolloutStage.FULL, "r1", minute(8), Optional.of(minute(11))),
                        new ServicePeriod(RolloutStage.FULL, "r1", minute(12), Optional.empty()));
        assertThat(ServiceOutline.now(story.card("1"))).isEqualTo("It is the champion (rollout r1).");
        assertThat(story.card("2").service())
                .containsExactly(
                        new ServicePeriod(RolloutStage.CANARY, "r2", minute(10), Optional.of(minute(11))),
                        new ServicePeriod(RolloutStage.FULL, "r2", minute(11), Optional.of(minute(12))));
    }

    @Test
    void shouldLeaveTheChampionInServiceWhereACanaryIsRolledBack() {
        Story story = Story.begun()
                .approved()
                .starts("1", "r1", RolloutStage.FULL)
                .then("ada", Story.registered("2").build())
                .starts("2", "r2", RolloutStage.CANARY)
                .rollsBack("2", "r2", "1");

        assertThat(story.card("1").service())
                .containsExactly(new ServicePeriod(RolloutStage.FULL, "r1", minute(6), Optional.empty()));
    }

    @Test
    void shouldTakeNoFactAfterItsMoment() {
        Story story = Story.begun().approved();
        Card before = Card.of(story.row(), "1", new Moment(2, minute(2)), story.facts())
                .orElseThrow();
        assertThat(before.history()).noneMatch(one -> one.kind() == Kind.APPROVAL);
    }

    @Test
    void shouldBeMadeOfARowAlone() {
        Story story = Story.begun().approved().starts("1", "r1", RolloutStage.FULL);
        Card card = Card.of(story.row(), "1", story.moment()).orElseThrow();

        assertThat(MarkdownCard.of(card))
                .contains("Approved by mia, max.", "It is the champion", "without the facts that led to it")
                .doesNotContain("It has never served");
    }

    @Test
    void shouldListOnlyAliasesOfItsOwn() {
        Card card = Story.begun()
                .then("ada", new AliasMoved("stable", null, "1"))
                .then("ada", new AliasMoved("candidate", null, "2"))
                .then("ada", new AliasMoved("best", null, "1"))
                .card("1");
        assertThat(card.aliases()).containsExactly("best", "stable");
    }
}
