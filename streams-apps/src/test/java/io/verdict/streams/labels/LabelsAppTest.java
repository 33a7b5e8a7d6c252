package io.verdict.streams.labels;

import static io.verdict.streams.labels.LabelTable.dent;
import static io.verdict.streams.labels.LabelTable.submit;
import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.avro.Envelope;
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
import io.verdict.streams.AppDriver;
import io.verdict.streams.Samples;
import io.verdict.topics.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.streams.KeyValue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** LAB-1, LAB-3, AUD-5: the labels app, from its topics to its views. */
class LabelsAppTest {

    private static final double SHARE = 0.01;
    private static final LabelsConfig CONFIG = new LabelsConfig(
            List.of("dent"), 1, LabelsConfig.defaults().agreement(), new LabelsConfig.Queueing(0.25, 0.45, SHARE));

    /** One for all tests, as its stores take a while to open; each test has photos of its own. */
    private static AppDriver app;

    /** Every fact that the app has written. */
    private static final List<KeyValue<String, LabelEvent>> LOG = new ArrayList<>();

    private static int sent;
    private static int photos;

    @BeforeAll
    static void start() {
        app = new AppDriver(LabelsApp.create(CONFIG));
    }

    @AfterAll
    static void close() {
        app.close();
    }

    @AfterEach
    void drain() {
        facts();
        app.read(Topics.LABELS_VIEW);
        app.read(Topics.LABELLING_QUEUE_VIEW);
    }

    /** A photo that nobody knows yet. */
    private static String photo(boolean drawn) {
        return Stream.generate(() -> "photo-" + photos++)
                .filter(id -> UniformSample.draws(id, SHARE) == drawn)
                .findFirst()
                .orElseThrow();
    }

    /** What the app has written since this was last asked. */
    private static List<LabelEvent> facts() {
        List<KeyValue<String, LabelEvent>> written = app.readWithKeys(Topics.LABELS);
        LOG.addAll(written);
        assertThat(written)
                .allSatisfy(fact -> assertThat(fact.value.getImageId()).isEqualTo(fact.key));
        return written.stream().map(fact -> fact.value).toList();
    }

    private static <V> V row(String store, String photo) {
        return app.<V>store(store).get(photo);
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
        return facts.stream()
                .map(fact -> fact.getFact().getClass().getSimpleName())
                .toList();
    }

    @Test
    void shouldKeepLabelsFromTheirCommandsToTheView() {
        String photo = photo(false);
        accept(photo);
        String set = ask("ada", photo, labelsWithoutModel()).getMeta().getEventId();
        LabelCommand approval = ask("mia", photo, new ApproveLabels(set, "clear"));

        List<LabelEvent> facts = facts();
        assertThat(facts).extracting(LabelEvent::getRevision).containsExactly(1L, 2L);
        Meta meta = facts.get(1).getMeta();
        assertThat(meta.getActor()).isEqualTo("mia");
        assertThat(meta.getCause().getTopic()).isEqualTo(Topics.LABEL_COMMANDS.name());
        assertThat(meta.getCause().getEventId()).isEqualTo(approval.getMeta().getEventId());

        ImageLabels row = last(app.read(Topics.LABELS_VIEW));
        assertThat(LabelsAppTest.<ImageLabels>row(LabelsApp.LABELS, photo)).isEqualTo(row);
        assertThat(row.getStanding()).singleElement().satisfies(standing -> {
            assertThat(standing.getApproval().getBy()).isEqualTo("mia");
            assertThat(standing.getPosition().getTopic()).isEqualTo(Topics.LABELS.name());
            assertThat(standing.getPosition().getEventId()).isEqualTo(meta.getEventId());
            assertThat(standing.getLabels().getImage().getListingId()).isEqualTo("listing-1");
        });
    }

    @Test
    void shouldAnswerACommandOnce() {
        String photo = photo(false);
        accept(photo);
        LabelCommand command = ask("ada", photo, labelsWithoutModel());
        app.send(Topics.LABEL_COMMANDS, photo, command);
        assertThat(kinds(facts())).containsExactly("LabelSubmitted");
    }

    @Test
    void shouldRefuseWhatIsAboutNoPhotoAndGoOn() {
        String photo = photo(false);
        ask("ada", photo, labelsWithoutModel());
        assertThat(facts()).singleElement().satisfies(event -> assertThat(
                        ((LabelCommandRefused) event.getFact()).getCode())
                .isEqualTo(LabelRefusalCode.UNKNOWN_IMAGE));
        assertThat(LabelsAppTest.<ImageLabels>row(LabelsApp.LABELS, photo)).isNull();
        accept(photo);
        ask("ada", photo, labelsWithoutModel());
        assertThat(kinds(facts())).containsExactly("LabelSubmitted");
    }

    @Test
    void shouldKnowTheClassesOfADeclaredModel() {
        String photo = photo(false);
        accept(photo);
        ask("ada", photo, submit(dent(10)));
        app.send(Topics.MODELS_VIEW, LabelTable.MODEL, declared());
        ask("ada", photo, submit(dent(10)));
        List<LabelEvent> facts = facts();
        assertThat(((LabelCommandRefused) facts.get(0).getFact()).getCode()).isEqualTo(LabelRefusalCode.UNKNOWN_MODEL);
        assertThat(kinds(facts).get(1)).isEqualTo("LabelSubmitted");
    }

    @Test
    void shouldQueueWhatTheModelWasNotSureOfWithItsBoxes() {
        String unsure = photo(false);
        accept(unsure);
        decide(Arm.CHAMPION, "1", unsure, Samples.seen("dent", 0.3, 0, 0, 10, 10));
        decide(Arm.CHAMPION, "2", unsure, Samples.seen("dent", 0.3, 0, 0, 10, 10));
        String sure = photo(false);
        accept(sure);
        decide(Arm.CHAMPION, "1", sure, Samples.seen("dent", 0.9, 0, 0, 10, 10));

        assertThat(kinds(facts())).containsExactly("ImageQueued", "BoxesProposed");
        QueuedImage entry = last(app.read(Topics.LABELLING_QUEUE_VIEW));
        assertThat(LabelsAppTest.<QueuedImage>row(LabelsApp.QUEUE, unsure)).isEqualTo(entry);
        assertThat(LabelsAppTest.<QueuedImage>row(LabelsApp.QUEUE, sure)).isNull();
        assertThat(entry.getStatus()).isEqualTo(QueueStatus.OPEN);
        assertThat(entry.getImage().getObject().getUri()).isEqualTo("file:///photos/" + unsure);
        assertThat(entry.getProposal().getVersion()).isEqualTo("1");
        assertThat(entry.getProposal().getDecision().getTopic()).isEqualTo(Topics.DETECTIONS.name());
        assertThat(entry.getReasons()).singleElement().satisfies(reason -> assertThat(reason.getEvidence())
                .isEqualTo(entry.getProposal().getDecision()));
    }

    @Test
    void shouldTakeUpADecisionThatComesBeforeItsPhoto() {
        String photo = photo(false);
        decide(Arm.CHAMPION, "1", photo, Samples.seen("dent", 0.3, 0, 0, 10, 10));
        assertThat(facts()).isEmpty();
        accept(photo);
        assertThat(kinds(facts())).containsExactly("ImageQueued", "BoxesProposed");
        assertThat(app.<LabelEvent>store(LabelShelf.EARLY)).isEmpty();
    }

    @Test
    void shouldQueueWhatTheArmsDoNotAgreeOnWhicheverComesFirst() {
        app.send(Topics.SERVING, LabelTable.MODEL, shadowed());
        List<String> three = List.of(photo(false), photo(false), photo(false));
        three.forEach(this::accept);
        Detection here = Samples.seen("dent", 0.9, 0, 0, 100, 100);
        Detection there = Samples.seen("dent", 0.9, 500, 0, 100, 100);
        decide(Arm.CHAMPION, "1", three.get(0), here);
        decide(Arm.SHADOW, "2", three.get(0), there);
        decide(Arm.SHADOW, "2", three.get(1), there);
        decide(Arm.CHAMPION, "1", three.get(1), here);
        decide(Arm.CHAMPION, "1", three.get(2), here);
        decide(Arm.SHADOW, "2", three.get(2), here);

        Map<String, QueuedImage> queue = app.store(LabelsApp.QUEUE);
        assertThat(queue).containsKeys(three.get(0), three.get(1)).doesNotContainKey(three.get(2));
        assertThat(three.subList(0, 2)).map(queue::get).allSatisfy(entry -> {
            assertThat(entry.getReasons())
                    .extracting(QueueReason::getKind)
                    .containsExactly(QueueReasonKind.ARM_DISAGREEMENT);
            assertThat(entry.getProposal().getVersion()).as("the champion's").isEqualTo("1");
        });
    }

    @Test
    void shouldDrawByChanceAndSayHowProbableItWas() {
        String photo = photo(true);
        accept(photo);
        accept(photo);
        decide(Arm.CHAMPION, "1", photo, Samples.seen("dent", 0.9, 0, 0, 10, 10));

        assertThat(kinds(facts())).containsExactly("ImageQueued", "BoxesProposed");
        QueuedImage entry = last(app.read(Topics.LABELLING_QUEUE_VIEW));
        assertThat(entry.getReasons()).singleElement().satisfies(reason -> {
            assertThat(reason.getKind()).isEqualTo(QueueReasonKind.UNIFORM_SAMPLE);
            assertThat(reason.getInclusionProbability()).isEqualTo(SHARE);
            assertThat(reason.getEvidence().getTopic()).isEqualTo(Topics.IMAGES.name());
        });
    }

    /** AUD-5: what comes of facts does not depend on what was decided from, nor on the rules of today. */
    @Test
    void shouldRebuildItsViewsFromTheFactsAlone() {
        List<String> some = List.of(photo(true), photo(false), photo(true));
        some.forEach(this::accept);
        decide(Arm.CHAMPION, "1", some.get(0), Samples.seen("dent", 0.3, 0, 0, 10, 10));
        String set = ask("ada", some.get(1), labelsWithoutModel()).getMeta().getEventId();
        ask("bob", some.get(1), labelsWithoutModel());
        ask("mia", some.get(1), new ApproveLabels(set, ""));
        ask("ada", some.get(1), new ApproveLabels(set, ""));
        ask("ada", some.get(2), labelsWithoutModel());
        ask("ada", some.get(2), labelsWithoutModel());
        facts();
        Map<String, ImageLabels> labels = app.store(LabelsApp.LABELS);
        Map<String, QueuedImage> queue = app.store(LabelsApp.QUEUE);
        assertThat(labels).containsKeys(some.toArray(String[]::new));
        assertThat(queue).containsKeys(some.get(0), some.get(2));

        try (AppDriver again = new AppDriver(LabelsApp.create(LabelsConfig.defaults()))) {
            LOG.forEach(fact -> again.send(Topics.LABELS, fact.key, fact.value));

            assertThat(again.<ImageLabels>store(LabelsApp.LABELS)).isEqualTo(labels);
            assertThat(again.<QueuedImage>store(LabelsApp.QUEUE)).isEqualTo(queue);
            assertThat(again.read(Topics.LABELS)).as("and decides nothing anew").isEmpty();
        }
    }

    private static Object labelsWithoutModel() {
        return SubmitLabels.newBuilder(submit(dent(10))).setModel(null).build();
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
