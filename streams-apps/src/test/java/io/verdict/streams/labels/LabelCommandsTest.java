package io.verdict.streams.labels;

import static io.verdict.streams.labels.LabelTable.box;
import static io.verdict.streams.labels.LabelTable.dent;
import static io.verdict.streams.labels.LabelTable.imported;
import static io.verdict.streams.labels.LabelTable.submit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.verdict.events.AgreementMeasured;
import io.verdict.events.ApproveLabels;
import io.verdict.events.ClosedLabels;
import io.verdict.events.LabelApproved;
import io.verdict.events.LabelCommand;
import io.verdict.events.LabelCommandRefused;
import io.verdict.events.LabelEvent;
import io.verdict.events.LabelRefusalCode;
import io.verdict.events.LabelRejected;
import io.verdict.events.LabelSource;
import io.verdict.events.LabelStatus;
import io.verdict.events.LabelSubmitted;
import io.verdict.events.LabelSuperseded;
import io.verdict.events.Photo;
import io.verdict.events.QueueImage;
import io.verdict.events.RejectLabels;
import io.verdict.events.RequestReview;
import io.verdict.events.ReviewRequested;
import io.verdict.events.StandingLabels;
import io.verdict.events.SubmitLabels;
import io.verdict.events.SubmittedBox;
import io.verdict.streams.Samples;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** LAB-1: each rule about labels, one test each. */
class LabelCommandsTest {

    private final LabelTable table = new LabelTable(LabelsConfig.defaults());

    private static void assertRefused(List<LabelEvent> facts, LabelRefusalCode code, String... words) {
        assertThat(facts).singleElement().satisfies(fact -> {
            assertThat(fact.getFact()).isInstanceOf(LabelCommandRefused.class);
            LabelCommandRefused refused = (LabelCommandRefused) fact.getFact();
            assertThat(refused.getCode()).isEqualTo(code);
            assertThat(refused.getRule()).isNotBlank();
            assertThat(List.of(words))
                    .allSatisfy(word -> assertThat(refused.getText()).contains(word));
        });
    }

    private static List<String> kinds(List<LabelEvent> facts) {
        return facts.stream()
                .map(fact -> fact.getFact().getClass().getSimpleName())
                .toList();
    }

    @Test
    void shouldNoteAuthorAndTimeOnEveryBox() {
        List<LabelEvent> facts = table.send("ada", submit(dent(10), box("scratch", 0, 0, 5, 5)));

        LabelSubmitted submitted = (LabelSubmitted) facts.get(0).getFact();
        assertThat(submitted.getLabels().getBoxes()).hasSize(2).allSatisfy(box -> {
            assertThat(box.getAuthor()).isEqualTo("ada");
            assertThat(box.getDrawnAt()).isEqualTo(Samples.NOON);
        });
        assertThat(submitted.getLabels().getImage().getListingId()).isEqualTo("listing-1");
        assertThat(submitted.getLabels().getImage().getObject().getSha256()).isEqualTo("sha-bytes");
        assertThat(table.labels().getStanding()).singleElement().satisfies(set -> assertThat(set.getStatus())
                .isEqualTo(LabelStatus.PENDING_REVIEW));
    }

    @Test
    void shouldTakeThatThereIsNothingForALabel() {
        assertThat(kinds(table.send("ada", submit()))).containsExactly("LabelSubmitted");
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 1600, 1200", "1599.5, 1199.5, 0.5, 0.5", "-0.009, 0, 10, 10", "1590, 0, 10.009, 10"})
    void shouldTakeABoxInsideThePhoto(float x, float y, float width, float height) {
        assertThat(kinds(table.send("ada", submit(box("dent", x, y, width, height)))))
                .containsExactly("LabelSubmitted");
    }

    @ParameterizedTest
    @CsvSource({"-1, 0, 10, 10", "0, -1, 10, 10", "1595, 0, 10, 10", "0, 1195, 10, 10", "2000, 2000, 1, 1"})
    void shouldRefuseABoxThatIsNotInsideThePhoto(float x, float y, float width, float height) {
        assertRefused(
                table.send("ada", submit(dent(10), box("dent", x, y, width, height))),
                LabelRefusalCode.BOX_OUTSIDE,
                "boxes[1]",
                "1600 x 1200");
        assertThat(table.state()).as("nothing is half taken").isEqualTo(PhotoLabels.NONE);
    }

    @ParameterizedTest
    @CsvSource({"0, 10", "10, 0", "-5, 10", "NaN, 10", "10, Infinity"})
    void shouldRefuseABoxWithoutAPositiveArea(float width, float height) {
        assertRefused(
                table.send("ada", submit(box("dent", 10, 10, width, height))), LabelRefusalCode.BOX_EMPTY, "boxes[0]");
    }

    @Test
    void shouldRefuseAPhotoThatWasNotAccepted() {
        assertRefused(
                new LabelTable(LabelsConfig.defaults(), Optional.empty()).send("ada", submit()),
                LabelRefusalCode.UNKNOWN_IMAGE,
                "quarantine");
    }

    @Test
    void shouldRefuseAClassThatTheModelDoesNotDeclare() {
        assertRefused(
                table.send("ada", submit(box("dentt", 0, 0, 5, 5))),
                LabelRefusalCode.UNKNOWN_CLASS,
                "boxes[0]",
                "Did you mean dent?");
    }

    @Test
    void shouldRefuseAModelThatNobodyDeclared() {
        SubmitLabels command = new SubmitLabels(LabelSource.PERSON, null, null, "drone", null, null, List.of());
        assertRefused(table.send("ada", command), LabelRefusalCode.UNKNOWN_MODEL, "drone");
    }

    @Test
    void shouldTakeTheDeclaredListWhereNoModelIsNamed() {
        SubmitLabels command =
                new SubmitLabels(LabelSource.PERSON, null, null, null, null, null, List.of(box("car", 0, 0, 5, 5)));
        assertRefused(table.send("ada", command), LabelRefusalCode.UNKNOWN_CLASS, "labels.yaml");

        LabelsConfig shipped = LabelsConfig.defaults();
        LabelTable withList = new LabelTable(new LabelsConfig(List.of("car"), 1, shipped.agreement(), shipped.queue()));
        assertThat(kinds(withList.send("ada", command))).containsExactly("LabelSubmitted");
    }

    @Test
    void shouldRefuseBoxesFromAPictureOfAnotherSize() {
        SubmitLabels turned = new SubmitLabels(LabelSource.PERSON, null, null, LabelTable.MODEL, 1200, 1600, List.of());
        assertRefused(table.send("ada", turned), LabelRefusalCode.WRONG_SIZE, "1200 x 1600", "EXIF");
    }

    @Test
    void shouldLabelTheUprightPhoto() {
        Photo turned =
                Photo.newBuilder(Samples.photo("l", "i", "b")).setOrientation(6).build();
        assertThat(Nominations.photo(turned).getWidth()).isEqualTo(1200);
        assertThat(Nominations.photo(turned).getHeight()).isEqualTo(1600);
    }

    @Test
    void shouldBoundBoxesAndLabelSets() {
        SubmittedBox[] many = IntStream.rangeClosed(0, LabelsConfig.MOST_BOXES)
                .mapToObj(i -> dent(i))
                .toArray(SubmittedBox[]::new);
        assertRefused(table.send("ada", submit(many)), LabelRefusalCode.TOO_MANY, "501");
        IntStream.range(0, LabelsConfig.MOST_SETS).forEach(i -> table.taken("person-" + i));
        assertRefused(table.send("one-more", submit()), LabelRefusalCode.TOO_MANY);
        assertThat(kinds(table.send("person-3", submit())))
                .as("replaces their own")
                .contains("LabelSuperseded");
    }

    /** A record that no topic takes ends the app, and again after each start. */
    @Test
    void shouldRefuseWhatDoesNotFitIntoOneRecord() {
        SubmittedBox heavy = SubmittedBox.newBuilder(dent(10))
                .setAttributes(Map.of("note", "n".repeat(600_000)))
                .build();
        String first = table.taken("ada", heavy);
        PhotoLabels before = table.state();

        assertRefused(table.send("bob", submit(heavy)), LabelRefusalCode.TOO_MANY, "1000000");
        assertRefused(
                table.send("bob", new ApproveLabels(first, "y".repeat(600_000))), LabelRefusalCode.TOO_MANY, "1000000");
        assertRefused(
                table.send("bob", new QueueImage("q".repeat(1_100_000), null)), LabelRefusalCode.TOO_MANY, "1000000");
        assertThat(table.state()).isEqualTo(before);

        assertThat(kinds(table.send("bob", new RejectLabels(first, "too much said"))))
                .as("what makes room")
                .containsExactly("LabelRejected");
        table.taken("bob", heavy);
    }

    @Test
    void shouldNotRepeatAllThatWasSentInARefusal() {
        List<LabelEvent> facts = table.send("ada", submit(box("d".repeat(500_000), 0, 0, 5, 5)));

        assertRefused(facts, LabelRefusalCode.UNKNOWN_CLASS, "boxes[0]");
        assertThat(((LabelCommandRefused) facts.get(0).getFact()).getText()).hasSizeLessThan(3_000);
    }

    /** Otherwise another process would answer the same command with other bytes. */
    @Test
    void shouldSayAttributesInOneOrder() {
        Map<String, String> attributes = new LinkedHashMap<>();
        List.of("side", "depth", "rust", "glass", "age", "paint", "zone").forEach(name -> attributes.put(name, "yes"));
        table.taken(
                "ada",
                SubmittedBox.newBuilder(dent(10)).setAttributes(attributes).build());

        assertThat(table.state()
                        .standing()
                        .get(0)
                        .getLabels()
                        .getBoxes()
                        .get(0)
                        .getAttributes()
                        .keySet())
                .containsExactly("age", "depth", "glass", "paint", "rust", "side", "zone");
    }

    @Test
    void shouldRefuseWhoHasNotTheRole() {
        String set = table.taken("ada", dent(10));
        assertRefused(
                table.send(table.command("pam", "producer", submit())), LabelRefusalCode.ROLE_MISSING, "producer");
        assertRefused(
                table.send(table.command("pam", LabelRoles.ANNOTATOR, new ApproveLabels(set, ""))),
                LabelRefusalCode.ROLE_MISSING);
        assertRefused(
                table.send(table.command("pam", LabelRoles.ANNOTATOR, new RejectLabels(set, "no"))),
                LabelRefusalCode.ROLE_MISSING);
    }

    @Test
    void shouldRefuseLabelsInAnothersName() {
        SubmitLabels forged =
                new SubmitLabels(LabelSource.PERSON, "bob", null, LabelTable.MODEL, null, null, List.of());
        assertRefused(table.send("ada", forged), LabelRefusalCode.AUTHOR_FORGED, "bob");
        SubmittedBox box = SubmittedBox.newBuilder(dent(10)).setAuthor("bob").build();
        assertRefused(table.send("ada", submit(box)), LabelRefusalCode.AUTHOR_FORGED, "boxes[0]", "bob");
        assertRefused(table.send("ada", imported(LabelCommands.ACTOR)), LabelRefusalCode.INVALID);
        assertRefused(table.send(LabelCommands.ACTOR, submit()), LabelRefusalCode.INVALID);
    }

    @Test
    void shouldKeepAuthorAndTimeOfABoxThatIsTakenOver() {
        table.taken("bob", dent(10));
        SubmittedBox kept = SubmittedBox.newBuilder(dent(10)).setAuthor("bob").build();
        List<LabelEvent> facts = table.send("ada", submit(kept, dent(600)));

        LabelSubmitted submitted = (LabelSubmitted) facts.get(0).getFact();
        assertThat(submitted.getLabels().getBoxes())
                .extracting(box -> box.getAuthor())
                .containsExactly("bob", "ada");
        assertThat(submitted.getLabels().getBoxes().get(0).getDrawnAt()).isEqualTo(Samples.NOON);
        assertRefused(
                table.send("bob", new ApproveLabels(submitted.getLabels().getLabelSetId(), "")),
                LabelRefusalCode.SAME_PERSON);
    }

    @Test
    void shouldRefuseABoxFromTheFuture() {
        SubmittedBox box = SubmittedBox.newBuilder(dent(10))
                .setDrawnAtMicros(ChronoUnit.MICROS.between(Instant.EPOCH, Samples.NOON.plusSeconds(60)))
                .build();
        assertRefused(table.send("ada", submit(box)), LabelRefusalCode.INVALID, "boxes[0]");
    }

    @Test
    void shouldNotLetAnAnnotatorApproveTheirOwnLabel() {
        String set = table.taken("ada", dent(10));
        assertRefused(table.send("ada", new ApproveLabels(set, "")), LabelRefusalCode.SAME_PERSON, "ada");
        String foreign = table.send("ada", imported("worker-7", dent(10)))
                .get(0)
                .getMeta()
                .getCause()
                .getEventId();
        assertRefused(table.send("ada", new ApproveLabels(foreign, "")), LabelRefusalCode.SAME_PERSON);
        assertRefused(table.send("worker-7", new ApproveLabels(foreign, "")), LabelRefusalCode.SAME_PERSON);
    }

    @Test
    void shouldHaveOneApprovedLabelSetAndSupersedeTheOthers() {
        String first = table.taken("ada", dent(10));
        assertThat(kinds(table.send("mia", new ApproveLabels(first, "clear")))).containsExactly("LabelApproved");
        String second = table.taken("bob", dent(12));
        String third = table.taken("cleo", dent(14));

        List<LabelEvent> facts = table.send("mia", new ApproveLabels(second, "closer"));

        assertThat(facts.get(0).getFact()).isInstanceOfSatisfying(LabelApproved.class, approved -> {
            assertThat(approved.getApprovedBy()).isEqualTo("mia");
            assertThat(approved.getLabels().getBoxes()).hasSize(1);
        });
        assertThat(facts.stream().skip(1).map(LabelEvent::getFact))
                .containsExactly(new LabelSuperseded(first, second, true), new LabelSuperseded(third, second, false));
        assertThat(table.labels().getStanding())
                .extracting(set -> set.getLabels().getLabelSetId(), StandingLabels::getStatus)
                .containsExactly(tuple(second, LabelStatus.APPROVED));
        assertThat(table.labels().getClosed())
                .extracting(ClosedLabels::getLabelSetId)
                .containsExactly(first, third);
    }

    @Test
    void shouldRefuseToDecideOnWhatIsNotThereOrStandsNoMore() {
        String set = table.taken("ada", dent(10));
        assertRefused(table.send("mia", new ApproveLabels("c-99", "")), LabelRefusalCode.UNKNOWN_LABELS);
        table.send("mia", new ApproveLabels(set, ""));
        assertRefused(table.send("zoe", new ApproveLabels(set, "")), LabelRefusalCode.ALREADY_GIVEN, "mia");
        table.send("mia", new RejectLabels(set, "blurred"));
        assertRefused(table.send("mia", new ApproveLabels(set, "")), LabelRefusalCode.NOT_STANDING, "REJECTED");
    }

    @Test
    void shouldTakeAnApprovalBackByRejectingIt() {
        String set = table.taken("ada", dent(10));
        table.send("mia", new ApproveLabels(set, ""));

        assertThat(table.send("mia", new RejectLabels(set, "another car")))
                .singleElement()
                .satisfies(fact ->
                        assertThat(fact.getFact()).isEqualTo(new LabelRejected(set, "mia", "another car", true)));
        assertThat(table.labels().getStanding()).isEmpty();
        assertRefused(table.send("mia", new RejectLabels(set, " ")), LabelRefusalCode.INVALID, "reason");
    }

    @Test
    void shouldLetAnAnnotatorTakeTheirOwnPendingLabelsBack() {
        String set = table.taken("ada", dent(10));
        assertThat(kinds(table.send(table.command("ada", LabelRoles.ANNOTATOR, new RejectLabels(set, "slipped")))))
                .containsExactly("LabelRejected");
    }

    @Test
    void shouldReplaceAnAnnotatorsOwnPendingLabels() {
        String first = table.taken("ada", dent(10));
        List<LabelEvent> facts = table.send("ada", submit(dent(300)));
        assertThat(((LabelSubmitted) facts.get(0).getFact()).getReplaces()).isEqualTo(first);
        assertThat(kinds(facts)).containsExactly("LabelSubmitted", "LabelSuperseded");
        assertThat(table.labels().getStanding()).hasSize(1);
    }

    @Test
    void shouldNotLetAnImportReplaceWhatSomebodyElseHandedIn() {
        table.taken("bob", dent(10));
        assertRefused(table.send("ada", imported("bob")), LabelRefusalCode.SAME_PERSON, "bob");
    }

    @Test
    void shouldMeasureAgreementBetweenAnnotators() {
        table.taken("ada", dent(10), box("scratch", 0, 0, 100, 100));
        List<LabelEvent> facts = table.send("bob", submit(dent(20), box("scratch", 0, 0, 100, 100)));

        assertThat(kinds(facts)).containsExactly("LabelSubmitted", "AgreementMeasured");
        AgreementMeasured measured = (AgreementMeasured) facts.get(1).getFact();
        assertThat(measured.getAgreed()).isTrue();
        assertThat(facts.get(1).getMeta().getActor()).isEqualTo(LabelCommands.ACTOR);
        assertThat(measured.getAgreement().getF1()).isOne();
        // 200 wide, moved by 10: 190 of 210; and one that is the same.
        assertThat(measured.getAgreement().getMeanIou()).isCloseTo((190.0 / 210 + 1) / 2, within(1e-9));
        assertThat(measured.getAgreement().getClasses().get(0).getLabel()).isEqualTo("dent");
        assertThat(table.labels().getReview()).isNull();
    }

    @Test
    void shouldSendDisagreementToReviewWithItsNumbers() {
        table.taken("ada", dent(10));
        List<LabelEvent> facts = table.send("bob", submit(dent(10), box("scratch", 0, 0, 50, 50)));

        assertThat(kinds(facts)).containsExactly("LabelSubmitted", "AgreementMeasured", "ReviewRequested");
        ReviewRequested review = (ReviewRequested) facts.get(2).getFact();
        assertThat(review.getText()).contains("ada and bob on scratch: 0 in common, 0 and 1 alone, f1 0.000");
        assertThat(table.labels().getReview().getDisagreements()).hasSize(1);

        table.send("bob", submit(dent(12)));
        assertThat(table.labels().getReview()).as("they agree by now").isNull();
    }

    @Test
    void shouldNotTakeAModelsBoxesForAnAnnotatorsWord() {
        table.taken("ada", dent(10));
        SubmitLabels byModel = new SubmitLabels(
                LabelSource.MODEL, "car-damage/1", null, LabelTable.MODEL, null, null, Arrays.asList(dent(800)));
        assertThat(kinds(table.send("pam", byModel))).containsExactly("LabelSubmitted");
    }

    @Test
    void shouldApproveAgreedLabelsWhereThatIsAskedFor() {
        LabelTable approving = new LabelTable(LabelTable.approving());
        approving.taken("ada", dent(10));
        List<LabelEvent> facts = approving.send("bob", submit(dent(14)));

        assertThat(kinds(facts))
                .containsExactly("LabelSubmitted", "AgreementMeasured", "LabelApproved", "LabelSuperseded");
        LabelApproved approved = (LabelApproved) facts.get(2).getFact();
        assertThat(approved.getAutomatic()).isTrue();
        assertThat(approved.getApprovedBy()).isEqualTo(LabelCommands.ACTOR);
        assertThat(approved.getLabels().getAnnotator())
                .as("as good, and earlier")
                .isEqualTo("ada");
        assertThat(approved.getReason()).contains("2 annotators", "f1 1.000");
    }

    @Test
    void shouldNotApproveByAgreementWithOneself() {
        LabelTable approving = new LabelTable(LabelTable.approving());
        approving.send("ada", imported("worker-1", dent(10)));
        assertThat(kinds(approving.send("ada", imported("worker-2", dent(10)))))
                .as("one person has handed in both")
                .containsExactly("LabelSubmitted", "AgreementMeasured");
    }

    @Test
    void shouldNotApproveByAgreementWhatAPersonWantsReviewed() {
        LabelTable approving = new LabelTable(LabelTable.approving());
        approving.taken("ada", dent(10));
        approving.send("mia", new RequestReview("is that rust?"));
        assertThat(kinds(approving.send("bob", submit(dent(10))))).doesNotContain("LabelApproved");
        assertRefused(approving.send("mia", new RequestReview("again")), LabelRefusalCode.ALREADY_GIVEN);
    }

    @Test
    void shouldReviewOnlyWhatHasLabels() {
        assertRefused(table.send("mia", new RequestReview("why not")), LabelRefusalCode.UNKNOWN_LABELS);
    }

    @Test
    void shouldRefuseWhatWasDecidedOnAnOlderRevision() {
        table.taken("ada", dent(10));
        LabelCommand late = LabelCommand.newBuilder(table.command("bob", LabelRoles.ML_ENGINEER, submit()))
                .setExpectedRevision(0L)
                .build();
        assertRefused(table.send(late), LabelRefusalCode.STATE_MOVED, "at 1 by now");
    }
}
