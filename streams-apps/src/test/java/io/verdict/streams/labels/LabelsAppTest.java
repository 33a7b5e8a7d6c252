package io.verdict.streams.labels;

import static io.verdict.streams.labels.LabelTable.dent;
import static io.verdict.streams.labels.LabelTable.submit;
import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.events.ApprovalPolicy;
import io.verdict.events.ApproveLabels;
import io.verdict.events.Arm;
import io.verdict.events.Detection;
import io.verdict.events.DetectionCompleted;
import io.verdict.events.ImageAccepted;
import io.verdict.events.ImageLabels;
import io.verdict.events.LabelCommand;
import io.verdict.events.LabelCommandRefused;
import io.verdict.events.LabelEvent;
import io.verdict.events.LabelRefusalCode;
import io.verdict.events.Meta;
import io.verdict.events.ModelDeclaration;
import io.verdict.events.ModelIdentity;
import io.verdict.events.ModelTask;
import io.verdict.events.QueueReason;
import io.verdict.events.QueueReasonKind;
import io.verdict.events.QueueStatus;
import io.verdict.events.QueuedImage;
import io.verdict.events.RegisteredModel;
import io.verdict.events.RolloutPolicy;
import io.verdict.events.ServingArm;
import io.verdict.events.ServingPlan;
import io.verdict.events.SubmitLabels;
import io.verdict.events.Thresholds;
import io.verdict.avro.Envelope;
import io.verdict.streams.AppDriver;
import io.verdict.streams.Samples;
import io.verdict.topics.Topics;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.streams.KeyValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** LAB-1, LAB-3, AUD-5: the labels app, from its topics to its views. */
class LabelsAppTest {

    private static final LabelsConfig ALL_DRAWN = drawing(1);
    private static final LabelsConfig NONE_DRAWN = drawing(0);

    private AppDriver app = new AppDriver(LabelsApp.create(NONE_DRAWN));
    private int sent;

    private static LabelsConfig drawing(double share) {
        LabelsConfig shipped = LabelsConfig.defaults();
        return new LabelsConfig(
                List.of("dent"), 1, shipped.agreement(), new LabelsConfig.Queueing(0.25, 0.45, share));
    }

    @AfterEach
    void close() {
        app.close();
    }

    private void restart(LabelsConfig config) {
        app.close();
        app = new AppDriver(LabelsApp.create(config));
    }

    private void accept(String imageId) {
        app.send(
                Topics.IMAGES,
                "listing-1",
                new ImageAccepted(
                        Samples.meta("accepted-" + imageId, Samples.NOON),
                        Samples.photo("listing-1", imageId, imageId),
                        false));
    }

    private LabelCommand ask(String actor, String imageId, Object command) {
        LabelCommand asked = new LabelCommand(
                new Meta("command-" + sent, Samples.NOON.plusSeconds(sent++), actor, "c", null),
                imageId,
                List.of(LabelRoles.DATA_SCIENTIST),
                null,
                command);
        app.send(Topics.LABEL_COMMANDS, imageId, asked);
        return asked;
    }

    private void decide(Arm arm, String version, String imageId, Detection... seen) {
        DetectionCompleted decision =
                Samples.decision("listing-1", imageId, imageId, Samples.NOON.plusSeconds(sent++), seen);
        app.send(
                Topics.DETECTIONS,
                "listing-1",
                DetectionCompleted.newBuilder(decision)
                        .setArm(arm)
                        .setModel(new ModelIdentity(LabelTable.MODEL, version, "sha", null))
                        .build());
    }

    private static List<String> kinds(List<LabelEvent> facts) {
        return facts.stream().map(fact -> fact.getFact().getClass().getSimpleName()).toList();
    }

    @Test
    void shouldKeepLabelsFromTheirCommandsToTheView() {
        accept("photo-1");
        String set = ask("ada", "photo-1", labelsWithoutModel()).getMeta().getEventId();
        LabelCommand approval = ask("mia", "photo-1", new ApproveLabels(set, "clear"));

        List<KeyValue<String, LabelEvent>> facts = app.readWithKeys(Topics.LABELS);
        assertThat(facts).extracting(fact -> fact.key).containsOnly("photo-1");
        assertThat(facts).extracting(fact -> fact.value.getRevision()).containsExactly(1L, 2L);
        Meta meta = facts.get(1).value.getMeta();
        assertThat(meta.getActor()).isEqualTo("mia");
        assertThat(meta.getCause().getTopic()).isEqualTo(Topics.LABEL_COMMANDS.name());
        assertThat(meta.getCause().getEventId()).isEqualTo(approval.getMeta().getEventId());

        ImageLabels row = last(app.read(Topics.LABELS_VIEW));
        assertThat(app.<ImageLabels>store(LabelsApp.LABELS)).containsOnly(Map.entry("photo-1", row));
        assertThat(row.getStanding()).singleElement().satisfies(standing -> {
            assertThat(standing.getApprovedBy()).isEqualTo("mia");
            assertThat(standing.getPosition().getTopic()).isEqualTo(Topics.LABELS.name());
            assertThat(standing.getPosition().getEventId()).isEqualTo(meta.getEventId());
            assertThat(standing.getLabels().getImage().getListingId()).isEqualTo("listing-1");
        });
    }

    @Test
    void shouldAnswerACommandOnce() {
        accept("photo-1");
        LabelCommand command = ask("ada", "photo-1", labelsWithoutModel());
        app.send(Topics.LABEL_COMMANDS, "photo-1", command);
        assertThat(kinds(app.read(Topics.LABELS))).containsExactly("LabelSubmitted");
    }

    @Test
    void shouldRefuseWhatIsAboutNoPhotoAndGoOn() {
        ask("ada", "photo-9", labelsWithoutModel());
        assertThat(app.read(Topics.LABELS)).singleElement().satisfies(event -> assertThat(
                        ((LabelCommandRefused) event.getFact()).getCode())
                .isEqualTo(LabelRefusalCode.UNKNOWN_IMAGE));
        assertThat(app.<ImageLabels>store(LabelsApp.LABELS)).isEmpty();
    }

    @Test
    void shouldKnowTheClassesOfADeclaredModel() {
        accept("photo-1");
        ask("ada", "photo-1", submit(dent(10)));
        app.send(Topics.MODELS_VIEW, LabelTable.MODEL, declared());
        ask("ada", "photo-1", submit(dent(10)));
        List<LabelEvent> facts = app.read(Topics.LABELS);
        assertThat(((LabelCommandRefused) facts.get(0).getFact()).getCode()).isEqualTo(LabelRefusalCode.UNKNOWN_MODEL);
        assertThat(kinds(facts).get(1)).isEqualTo("LabelSubmitted");
    }

    @Test
    void shouldQueueWhatTheModelWasNotSureOfWithItsBoxes() {
        accept("photo-1");
        decide(Arm.CHAMPION, "1", "photo-1", Samples.seen("dent", 0.3, 0, 0, 10, 10));
        decide(Arm.CHAMPION, "2", "photo-1", Samples.seen("dent", 0.3, 0, 0, 10, 10));
        accept("photo-2");
        decide(Arm.CHAMPION, "1", "photo-2", Samples.seen("dent", 0.9, 0, 0, 10, 10));

        assertThat(kinds(app.read(Topics.LABELS))).containsExactly("ImageQueued", "BoxesProposed");
        QueuedImage entry = last(app.read(Topics.LABELLING_QUEUE_VIEW));
        assertThat(app.<QueuedImage>store(LabelsApp.QUEUE)).containsOnly(Map.entry("photo-1", entry));
        assertThat(entry.getStatus()).isEqualTo(QueueStatus.OPEN);
        assertThat(entry.getImage().getObject().getUri()).isEqualTo("file:///photos/photo-1");
        assertThat(entry.getProposal().getVersion()).isEqualTo("1");
        assertThat(entry.getProposal().getDecision().getTopic()).isEqualTo(Topics.DETECTIONS.name());
        assertThat(entry.getReasons()).singleElement().satisfies(reason -> assertThat(reason.getEvidence())
                .isEqualTo(entry.getProposal().getDecision()));
    }

    @Test
    void shouldTakeUpADecisionThatComesBeforeItsPhoto() {
        decide(Arm.CHAMPION, "1", "photo-1", Samples.seen("dent", 0.3, 0, 0, 10, 10));
        assertThat(app.read(Topics.LABELS)).isEmpty();
        accept("photo-1");
        assertThat(kinds(app.read(Topics.LABELS))).containsExactly("ImageQueued", "BoxesProposed");
        assertThat(app.<LabelEvent>store(LabelShelf.EARLY)).isEmpty();
    }

    @Test
    void shouldQueueWhatTheArmsDoNotAgreeOnWhicheverComesFirst() {
        app.send(Topics.SERVING, LabelTable.MODEL, shadowed());
        for (String photo : List.of("photo-1", "photo-2", "photo-3")) {
            accept(photo);
        }
        Detection here = Samples.seen("dent", 0.9, 0, 0, 100, 100);
        Detection there = Samples.seen("dent", 0.9, 500, 0, 100, 100);
        decide(Arm.CHAMPION, "1", "photo-1", here);
        decide(Arm.SHADOW, "2", "photo-1", there);
        decide(Arm.SHADOW, "2", "photo-2", there);
        decide(Arm.CHAMPION, "1", "photo-2", here);
        decide(Arm.CHAMPION, "1", "photo-3", here);
        decide(Arm.SHADOW, "2", "photo-3", here);

        Map<String, QueuedImage> queue = app.store(LabelsApp.QUEUE);
        assertThat(queue).containsOnlyKeys("photo-1", "photo-2");
        assertThat(queue.values()).allSatisfy(entry -> {
            assertThat(entry.getReasons())
                    .extracting(QueueReason::getKind)
                    .containsExactly(QueueReasonKind.ARM_DISAGREEMENT);
            assertThat(entry.getProposal().getVersion()).as("the champion's").isEqualTo("1");
        });
    }

    @Test
    void shouldDrawByChanceAndSayHowProbableItWas() {
        restart(ALL_DRAWN);
        accept("photo-1");
        accept("photo-1");
        decide(Arm.CHAMPION, "1", "photo-1", Samples.seen("dent", 0.9, 0, 0, 10, 10));

        assertThat(kinds(app.read(Topics.LABELS))).containsExactly("ImageQueued", "BoxesProposed");
        QueuedImage entry = last(app.read(Topics.LABELLING_QUEUE_VIEW));
        assertThat(entry.getReasons()).singleElement().satisfies(reason -> {
            assertThat(reason.getKind()).isEqualTo(QueueReasonKind.UNIFORM_SAMPLE);
            assertThat(reason.getInclusionProbability()).isEqualTo(1.0);
            assertThat(reason.getEvidence().getTopic()).isEqualTo(Topics.IMAGES.name());
        });
    }

    /** AUD-5: what comes of facts does not depend on what was decided from, nor on the rules of today. */
    @Test
    void shouldRebuildItsViewsFromTheFactsAlone() {
        restart(ALL_DRAWN);
        IntStream.range(0, 5).forEach(i -> accept("photo-" + i));
        decide(Arm.CHAMPION, "1", "photo-0", Samples.seen("dent", 0.3, 0, 0, 10, 10));
        String set = ask("ada", "photo-1", labelsWithoutModel()).getMeta().getEventId();
        ask("bob", "photo-1", labelsWithoutModel());
        ask("mia", "photo-1", new ApproveLabels(set, ""));
        ask("ada", "photo-1", new ApproveLabels(set, ""));
        ask("ada", "photo-2", labelsWithoutModel());
        ask("ada", "photo-2", labelsWithoutModel());
        List<KeyValue<String, LabelEvent>> facts = app.readWithKeys(Topics.LABELS);
        Map<String, ImageLabels> labels = app.store(LabelsApp.LABELS);
        Map<String, QueuedImage> queue = app.store(LabelsApp.QUEUE);
        assertThat(labels).hasSize(5);
        assertThat(queue).hasSize(5);

        restart(NONE_DRAWN);
        facts.forEach(fact -> app.send(Topics.LABELS, fact.key, fact.value));

        assertThat(app.<ImageLabels>store(LabelsApp.LABELS)).isEqualTo(labels);
        assertThat(app.<QueuedImage>store(LabelsApp.QUEUE)).isEqualTo(queue);
        assertThat(app.read(Topics.LABELS)).as("and decides nothing anew").isEmpty();
    }

    private static Object labelsWithoutModel() {
        return SubmitLabels.newBuilder(submit(dent(10)))
                .setModel(null)
                .build();
    }

    private static RegisteredModel declared() {
        ModelDeclaration declaration = new ModelDeclaration(
                ModelTask.OBJECT_DETECTION,
                "Finds dents.",
                "uint8",
                LabelTable.CLASSES,
                List.of(),
                List.of(),
                List.of(),
                new RolloutPolicy(true, 1000, 60, 100L, 0.01, null, null, false, false),
                new ApprovalPolicy(1, LabelRoles.ML_ENGINEER, false, null, false),
                "team-vision",
                "cost-vision");
        return RegisteredModel.newBuilder()
                .setModel(LabelTable.MODEL)
                .setRevision(1)
                .setLatest(Envelope.position("models", 0, 0, Samples.meta("declared", Samples.NOON)))
                .setDeclaration(declaration)
                .setVersions(List.of())
                .setAliases(Map.of())
                .setChampions(List.of())
                .build();
    }

    private static ServingPlan shadowed() {
        List<ServingArm> arms = List.of(arm(Arm.CHAMPION, "1"), arm(Arm.SHADOW, "2"));
        return new ServingPlan(Samples.meta("plan", Samples.NOON), LabelTable.MODEL, "rollout-2", arms, null);
    }

    private static ServingArm arm(Arm arm, String version) {
        return ServingArm.newBuilder()
                .setArm(arm)
                .setVersion(version)
                .setArtifactUri("file:///m")
                .setArtifactSha256("sha")
                .setSpec("{}")
                .setThresholds(new Thresholds(0.3f, 0.5f, 50))
                .setShareBasisPoints(10_000)
                .build();
    }

    private static <T> T last(List<T> all) {
        return all.get(all.size() - 1);
    }
}
