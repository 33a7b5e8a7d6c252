package io.verdict.streams.labels;

import static io.verdict.streams.labels.LabelTable.dent;
import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.avro.Envelope;
import io.verdict.events.ApproveLabels;
import io.verdict.events.Arm;
import io.verdict.events.Detection;
import io.verdict.events.DetectionCompleted;
import io.verdict.events.ImageAccepted;
import io.verdict.events.LabelCommandRefused;
import io.verdict.events.LabelEvent;
import io.verdict.events.LabelRefusalCode;
import io.verdict.events.LogPosition;
import io.verdict.events.QueueImage;
import io.verdict.events.QueueReason;
import io.verdict.events.QueueReasonKind;
import io.verdict.events.QueueStatus;
import io.verdict.events.QueuedImage;
import io.verdict.events.RejectLabels;
import io.verdict.events.SkipImage;
import io.verdict.streams.Samples;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** LAB-3: what gets into the labelling queue, and what leaves it, one test for each rule. */
class QueueDeskTest {

    private static final LabelsConfig.Queueing RULE = LabelsConfig.defaults().queue();

    private final LabelTable table = new LabelTable(LabelsConfig.defaults());

    private static DetectionCompleted decision(double... scores) {
        Detection[] seen = Arrays.stream(scores)
                .mapToObj(score -> Samples.seen("dent", score, 0, 0, 10, 10))
                .toArray(Detection[]::new);
        return Samples.decision("listing-1", LabelTable.PHOTO, "bytes", Samples.NOON, seen);
    }

    private static LogPosition position(DetectionCompleted decision) {
        return Envelope.position("detections", 0, 7, decision.getMeta());
    }

    private static LabelEvent unsure() {
        DetectionCompleted decision = decision(0.3);
        return Nominations.unsure(decision, position(decision), RULE).orElseThrow();
    }

    private static LabelEvent drawn(double share) {
        ImageAccepted accepted = new ImageAccepted(
                Samples.meta("accepted", Samples.NOON), Samples.photo("listing-1", LabelTable.PHOTO, "bytes"), false);
        return Nominations.drawn(accepted, Envelope.position("images", 0, 3, accepted.getMeta()), share)
                .orElseThrow();
    }

    private QueuedImage entry() {
        return table.state().queued().orElseThrow();
    }

    private static LabelRefusalCode code(List<LabelEvent> facts) {
        return ((LabelCommandRefused) facts.get(0).getFact()).getCode();
    }

    @ParameterizedTest
    @CsvSource({"0.249, false", "0.25, true", "0.449, true", "0.45, false", "0.9, false"})
    void shouldQueueWhatTheModelWasNotSureOf(double score, boolean queued) {
        DetectionCompleted decision = decision(0.95, score);
        assertThat(Nominations.unsure(decision, position(decision), RULE).isPresent())
                .isEqualTo(queued);
    }

    @Test
    void shouldNameTheDecisionAndItsNumbers() {
        table.nominate(unsure());
        assertThat(entry().getReasons()).singleElement().satisfies(reason -> {
            assertThat(reason.getKind()).isEqualTo(QueueReasonKind.LOW_CONFIDENCE);
            assertThat(reason.getText()).contains("damage 1", "0.3", "dent");
            assertThat(reason.getInclusionProbability())
                    .as("not drawn by chance")
                    .isNull();
            assertThat(reason.getEvidence()).isEqualTo(position(decision(0.3)));
        });
        assertThat(entry().getImage().getRegion()).as("from the accepted photo").isEqualTo("ap-south-1");
    }

    @Test
    void shouldRecordTheProbabilityOfWhatWasDrawnByChance() {
        table.nominate(drawn(1));
        assertThat(entry().getReasons()).singleElement().satisfies(reason -> assertThat(
                        reason.getInclusionProbability())
                .isEqualTo(1.0));
    }

    @Test
    void shouldHaveOneEntryWithOneReasonOfEachKind() {
        assertThat(table.nominate(unsure())).isPresent();
        assertThat(table.nominate(unsure())).isEmpty();
        assertThat(table.nominate(drawn(1))).isPresent();
        assertThat(entry().getReasons())
                .extracting(QueueReason::getKind)
                .containsExactly(QueueReasonKind.LOW_CONFIDENCE, QueueReasonKind.UNIFORM_SAMPLE);
    }

    @Test
    void shouldKeepTheFirstProposalForTheAnnotator() {
        DetectionCompleted decision = decision(0.3);
        LabelEvent proposed = Nominations.proposed(
                decision.getMeta(), LabelTable.PHOTO, Nominations.proposal(decision, position(decision)));
        assertThat(table.nominate(proposed)).as("not in the queue").isEmpty();
        table.nominate(unsure());
        assertThat(table.nominate(proposed)).isPresent();
        assertThat(table.nominate(proposed)).isEmpty();
        assertThat(entry().getProposal().getDetections()).hasSize(1);
    }

    @Test
    void shouldTakeOutWhatIsLabelled() {
        table.nominate(unsure());
        table.taken("ada", dent(10));
        assertThat(entry().getStatus()).isEqualTo(QueueStatus.LABELLED);
        assertThat(table.nominate(drawn(1))).as("rules bring nothing back").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldAskAgainWhenNothingThatWasSaidStands(boolean byChance) {
        table.nominate(byChance ? drawn(1) : unsure());
        List<QueueReason> reasons = entry().getReasons();
        String first = table.taken("ada", dent(10));
        table.send("rex", new RejectLabels(first, "another car"));

        assertThat(entry().getStatus()).isEqualTo(QueueStatus.OPEN);
        assertThat(entry().getAnnotators()).isEmpty();
        assertThat(entry().getReasons()).as("and the draw's probability").isEqualTo(reasons);
        String second = table.taken("ada", dent(20));
        table.send("rex", new ApproveLabels(second, "right"));
        assertThat(entry().getStatus()).isEqualTo(QueueStatus.LABELLED);
        table.send("rex", new RejectLabels(second, "wrong after all"));
        assertThat(entry().getStatus()).as("an approval taken back").isEqualTo(QueueStatus.OPEN);
        assertThat(table.rebuilt()).isEqualTo(table.state());
    }

    @Test
    void shouldStayOutWhileSomethingStandsOrWhenItWasSkipped() {
        table.send("mia", new QueueImage("compare annotators", 2));
        String one = table.taken("ada", dent(10));
        String other = table.taken("bob", dent(10));
        table.send("rex", new RejectLabels(one, "not quite"));
        assertThat(entry().getStatus()).isEqualTo(QueueStatus.LABELLED);
        table.send("mia", new QueueImage("once more", 2));
        table.send("ada", new SkipImage("enough"));
        table.send("rex", new RejectLabels(other, "nor this"));
        assertThat(entry().getStatus()).isEqualTo(QueueStatus.SKIPPED);
    }

    @Test
    void shouldCountNobodyWhoseLabelsWereRejectedBeforeItWasLabelled() {
        table.send("mia", new QueueImage("compare annotators", 2));
        table.send("rex", new RejectLabels(table.taken("ada", dent(10)), "another car"));

        assertThat(entry().getAnnotators()).isEmpty();
    }

    @Test
    void shouldNotQueueWhatPeopleHaveLabelledBefore() {
        table.taken("ada", dent(10));
        assertThat(table.nominate(unsure())).isEmpty();
    }

    @Test
    void shouldWaitForAsManyAnnotatorsAsAreAskedFor() {
        table.send("mia", new QueueImage("compare annotators", 2));
        table.taken("ada", dent(10));
        table.taken("ada", dent(11));
        assertThat(entry().getStatus()).isEqualTo(QueueStatus.OPEN);
        table.taken("bob", dent(10));
        assertThat(entry().getStatus()).isEqualTo(QueueStatus.LABELLED);
        assertThat(entry().getAnnotators()).containsExactly("ada", "bob");
    }

    @Test
    void shouldTakeOutWhatIsSkippedAndSayWhoAndWhy() {
        assertThat(code(table.send("ada", new SkipImage("no car")))).isEqualTo(LabelRefusalCode.NOT_QUEUED);
        table.nominate(unsure());
        assertThat(code(table.send("ada", new SkipImage("")))).isEqualTo(LabelRefusalCode.INVALID);
        table.send("ada", new SkipImage("no car"));
        assertThat(entry().getStatus()).isEqualTo(QueueStatus.SKIPPED);
        assertThat(entry().getSkippedBy()).isEqualTo("ada");
        assertThat(entry().getSkipReason()).isEqualTo("no car");
        assertThat(table.nominate(drawn(1))).isEmpty();
    }

    @Test
    void shouldComeBackWhenAPersonAsks() {
        table.nominate(unsure());
        table.send("ada", new SkipImage("no car"));
        table.send("mia", new QueueImage("it is one", null));
        assertThat(entry().getStatus()).isEqualTo(QueueStatus.OPEN);
        assertThat(entry().getReasons()).hasSize(2);
        assertThat(code(table.send("mia", new QueueImage("again", null)))).isEqualTo(LabelRefusalCode.ALREADY_GIVEN);
        assertThat(code(table.send("mia", new QueueImage("again", 0)))).isEqualTo(LabelRefusalCode.INVALID);
        table.taken("bob");
        assertThat(table.send("mia", new QueueImage("once more", null))).isNotEmpty();
        assertThat(entry().getReasons()).as("one of each kind").hasSize(2);
        assertThat(entry().getAnnotators()).isEmpty();
    }

    @Test
    void shouldNotAskAnybodyAboutShadowsTheyAreNotServedBy() {
        DetectionCompleted shadow =
                DetectionCompleted.newBuilder(decision(0.3)).setArm(Arm.SHADOW).build();
        assertThat(Nominations.unsure(shadow, position(shadow), RULE)).isEqualTo(Optional.empty());
    }

    @Test
    void shouldNotSkipForSomebodyWithoutTheRole() {
        table.nominate(unsure());
        assertThat(code(table.send(table.command("pam", "producer", new SkipImage("no")))))
                .isEqualTo(LabelRefusalCode.ROLE_MISSING);
    }
}
