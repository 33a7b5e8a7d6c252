package io.verdict.launcher.registry.card;

import io.verdict.events.AliasMoved;
import io.verdict.events.ApprovalGiven;
import io.verdict.events.ApprovalPolicy;
import io.verdict.events.ApprovalRequested;
import io.verdict.events.Bound;
import io.verdict.events.Comparison;
import io.verdict.events.DatasetReference;
import io.verdict.events.Gate;
import io.verdict.events.GateResult;
import io.verdict.events.LogPosition;
import io.verdict.events.Measurement;
import io.verdict.events.Meta;
import io.verdict.events.ModelDeclaration;
import io.verdict.events.ModelDeclared;
import io.verdict.events.ModelEvent;
import io.verdict.events.ModelTask;
import io.verdict.events.Monitor;
import io.verdict.events.RegisteredModel;
import io.verdict.events.RolledBack;
import io.verdict.events.RolloutAdvanced;
import io.verdict.events.RolloutPolicy;
import io.verdict.events.RolloutStage;
import io.verdict.events.RolloutStarted;
import io.verdict.events.StoredObject;
import io.verdict.events.Thresholds;
import io.verdict.events.VersionApproved;
import io.verdict.events.VersionEvaluated;
import io.verdict.events.VersionRegistered;
import io.verdict.events.VersionTagged;
import io.verdict.launcher.registry.ModelArchive.Entry;
import io.verdict.streams.registry.ModelFold;
import io.verdict.topics.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Facts of a model, a minute apart, and its row as the registry folds them. For one thread. */
final class Story {

    static final String MODEL = "car-damage";
    static final String DIGEST = "d".repeat(64);
    static final String DATA = "e".repeat(64);
    static final List<Measurement> MEASURED = List.of(
            new Measurement("map50", null, 0.91734),
            new Measurement("map", null, 0.58612),
            new Measurement("ap50", "class=scratch", 0.88),
            new Measurement("ap50", "class=dent", 0.95),
            new Measurement("map50", "brightness=dark", 0.82));
    private static final Instant BEGIN = Instant.parse("2026-05-15T12:00:00Z");

    private final List<Entry> facts = new ArrayList<>();
    private Optional<RegisteredModel> row = Optional.empty();

    /** A declared model with version 1 registered by ada. */
    static Story begun() {
        return new Story()
                .then("mia", declared(DIGEST, declaration().build()))
                .then("ada", registered("1").build());
    }

    static ModelDeclared declared(String digest, ModelDeclaration declaration) {
        return ModelDeclared.newBuilder()
                .setDeclaration(declaration)
                .setDigest(digest)
                .setLoosened(List.of())
                .build();
    }

    static ModelDeclaration.Builder declaration() {
        return ModelDeclaration.newBuilder()
                .setTask(ModelTask.OBJECT_DETECTION)
                .setDescription("Finds scratches and dents on photos of car panels.")
                .setInputSchema("uint8 RGB picture")
                .setClasses(List.of("scratch", "dent"))
                .setGates(List.of(
                        new Gate("accuracy", "map50", null, Bound.AT_LEAST, 0.75),
                        new Gate("in-the-dark", "map50", "brightness=dark", Bound.AT_LEAST, 0.7)))
                .setComparisons(List.of(new Comparison("no-worse", "map50", null, Bound.AT_LEAST, 0.01)))
                .setMonitors(List.of(new Monitor("drift", "psi", null, Bound.AT_MOST, 0.2)))
                .setRollout(new RolloutPolicy(true, 1000, 600, 500L, 0.02, 500.0, 0.2, true, false))
                .setApproval(ApprovalPolicy.newBuilder()
                        .setApprovals(2)
                        .setRole("ml-engineer")
                        .setAutomatic(false)
                        .build())
                .setOwner("platform")
                .setCostTag("car-damage");
    }

    static VersionRegistered.Builder registered(String version) {
        return VersionRegistered.newBuilder()
                .setVersion(version)
                .setArtifact(new StoredObject(
                        "s3://models/car-damage/" + version + ".onnx",
                        null,
                        version.repeat(64).substring(0, 64),
                        "b".repeat(32),
                        2_718_281L))
                .setSpecification("{}")
                .setThresholds(new Thresholds(0.4f, 0.5f, 100))
                .setAuthor("ada")
                .setRunId("run-12")
                .setDataset(new DatasetReference("studio 3 (drawn)", "a".repeat(64)))
                .setDescription("Trained from scratch.");
    }

    static VersionEvaluated.Builder evaluated(String version) {
        return VersionEvaluated.newBuilder()
                .setVersion(version)
                .setEvaluationId("evaluation-" + version)
                .setDataset(new DatasetReference("held-out drawn photos", DATA))
                .setMeasurements(MEASURED)
                .setGates(List.of(
                        new GateResult(
                                "accuracy",
                                true,
                                0.91734,
                                0.75,
                                null,
                                "map50 is 0.9173 and has to be at least 0.7500."),
                        new GateResult(
                                "in-the-dark",
                                true,
                                0.82,
                                0.7,
                                null,
                                "map50 of brightness=dark is 0.8200 and has to be at least 0.7000."),
                        new GateResult(
                                "no-worse",
                                true,
                                0.91734,
                                0.91734,
                                null,
                                "No version serves, so there is none to be worse than.")))
                .setPassed(true)
                .setDeclarationDigest(DIGEST);
    }

    /** Version 1 is evaluated, and two people approve it. */
    Story approved() {
        return then("evaluator", evaluated("1").build())
                .then(
                        "ada",
                        ApprovalRequested.newBuilder()
                                .setVersion("1")
                                .setEvaluationId("evaluation-1")
                                .setEvidence("report 12")
                                .build())
                .then(
                        "mia",
                        ApprovalGiven.newBuilder()
                                .setVersion("1")
                                .setEvaluationId("evaluation-1")
                                .setGiven(1)
                                .setNeeded(2)
                                .build())
                .then("max", approval("1", "evaluation-1", "mia", "max").build());
    }

    static VersionApproved.Builder approval(String version, String evaluation, String... approvers) {
        return VersionApproved.newBuilder()
                .setVersion(version)
                .setEvaluationId(evaluation)
                .setApprovers(List.of(approvers))
                .setDeclarationDigest(DIGEST)
                .setArtifactSha256(version.repeat(64).substring(0, 64));
    }

    Story starts(String version, String rollout, RolloutStage stage) {
        return then("mia", new RolloutStarted(rollout, version, null, stage));
    }

    Story advances(String version, String rollout, RolloutStage stage) {
        return then("registry", new RolloutAdvanced(rollout, version, stage, "healthy for 600 s"));
    }

    Story rollsBack(String version, String rollout, String champion) {
        return then("mia", new RolledBack(rollout, version, champion, "customers complain"));
    }

    Story then(String actor, Object fact) {
        long offset = facts.size();
        Instant time = BEGIN.plus(Duration.ofMinutes(offset));
        Meta meta = new Meta("event-" + offset, time, actor, "correlation", null);
        ModelEvent event = ModelEvent.newBuilder()
                .setMeta(meta)
                .setModel(MODEL)
                .setRevision(offset + 1)
                .setFact(fact)
                .build();
        facts.add(new Entry(offset, event));
        row = ModelFold.apply(row, event, new LogPosition(Topics.MODELS.name(), 0, offset, meta.getEventId()));
        return this;
    }

    RegisteredModel row() {
        return row.orElseThrow();
    }

    List<Entry> facts() {
        return facts;
    }

    Moment moment() {
        Entry last = facts.get(facts.size() - 1);
        return new Moment(last.offset(), last.event().getMeta().getTime());
    }

    Card card(String version) {
        return Card.of(row(), version, moment(), facts).orElseThrow();
    }

    /** A version whose every text was written by somebody who means harm. */
    static Story hostile(String text) {
        return new Story()
                .then(
                        text,
                        declared(
                                DIGEST,
                                declaration()
                                        .setDescription(text)
                                        .setInputSchema(text)
                                        .setClasses(List.of(text))
                                        .setGates(List.of(new Gate(text, text, text, Bound.AT_LEAST, 0.75)))
                                        .setComparisons(List.of())
                                        .setOwner(text)
                                        .setCostTag(text)
                                        .build()))
                .then(
                        text,
                        registered("1")
                                .setAuthor(text)
                                .setRunId(text)
                                .setDescription(text)
                                .setDataset(new DatasetReference(text, "a".repeat(64)))
                                .build())
                .then(
                        text,
                        evaluated("1")
                                .setEvaluationId(text)
                                .setDataset(new DatasetReference(text, DATA))
                                .setMeasurements(List.of(
                                        new Measurement(text, text, Double.NaN), new Measurement("map50", null, 0.5)))
                                .setGates(List.of(new GateResult(text, false, 0.5, 0.75, null, text)))
                                .setPassed(false)
                                .build())
                .then(
                        text,
                        ApprovalRequested.newBuilder()
                                .setVersion("1")
                                .setEvaluationId(text)
                                .setEvidence(text)
                                .build())
                .then(
                        text,
                        VersionTagged.newBuilder()
                                .setVersion("1")
                                .setKey(text)
                                .setValue(text)
                                .build())
                .then(text, AliasMoved.newBuilder().setAlias(text).setTo("1").build());
    }
}
