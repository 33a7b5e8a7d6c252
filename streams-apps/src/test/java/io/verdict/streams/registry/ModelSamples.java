package io.verdict.streams.registry;

import io.verdict.events.ApprovalPolicy;
import io.verdict.events.ApproveDeclaration;
import io.verdict.events.ApproveVersion;
import io.verdict.events.Bound;
import io.verdict.events.Comparison;
import io.verdict.events.DatasetReference;
import io.verdict.events.Gate;
import io.verdict.events.HealthWindow;
import io.verdict.events.Measurement;
import io.verdict.events.ModelDeclaration;
import io.verdict.events.ModelTask;
import io.verdict.events.Monitor;
import io.verdict.events.RecordEvaluation;
import io.verdict.events.RegisterVersion;
import io.verdict.events.RolloutPolicy;
import io.verdict.events.StoredObject;
import io.verdict.events.Thresholds;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Declarations, versions and evaluations for tests. */
final class ModelSamples {

    static final DatasetReference HELD_OUT = new DatasetReference("held-out-1", "d".repeat(64));
    static final ApprovalPolicy TWO_PEOPLE = policy(2, Roles.ML_ENGINEER, false, 24);
    static final ApprovalPolicy ONE_PERSON = policy(1, Roles.ML_ENGINEER, false, null);
    static final ApprovalPolicy NOBODY = policy(1, Roles.ML_ENGINEER, true, null);
    static final RolloutPolicy BY_HAND = new RolloutPolicy(true, 1000, 60, 100L, 0.01, 200.0, 0.1, false, false);
    static final RolloutPolicy BY_ITSELF = new RolloutPolicy(true, 1000, 60, 100L, 0.01, 200.0, 0.1, true, true);

    private ModelSamples() {}

    static ModelDeclaration declaration(ApprovalPolicy approval, RolloutPolicy rollout) {
        return new ModelDeclaration(
                ModelTask.OBJECT_DETECTION,
                "Finds scratches and dents.",
                "uint8 NHWC 416×416",
                List.of("dent", "scratch"),
                List.of(
                        new Gate("accuracy", "map50", null, Bound.AT_LEAST, 0.75),
                        new Gate("scratches", "ap50", "class=scratch", Bound.AT_LEAST, 0.6),
                        new Gate("speed", "p95_ms", null, Bound.AT_MOST, 50.0)),
                List.of(new Comparison("no-worse", "map50", null, Bound.AT_LEAST, 0.01)),
                List.of(new Monitor("drift", "psi", null, Bound.AT_MOST, 0.2)),
                rollout,
                approval,
                "team-vision",
                "cost-vision");
    }

    static RegisterVersion version(String name, String author) {
        return version(name, author, sha(name));
    }

    static RegisterVersion version(String name, String author, String sha256) {
        return new RegisterVersion(
                name,
                new StoredObject("file:///models/" + sha256, null, sha256, "0".repeat(32), 1000L),
                "{\"version\":\"%s\"}".formatted(name),
                new Thresholds(0.3f, 0.5f, 50),
                author,
                "run-" + name,
                HELD_OUT,
                "Version " + name);
    }

    static String sha(String name) {
        return String.format("%064x", name.hashCode() & 0xffffL);
    }

    /** Every gate is met with 0.9, none with 0.5; compared with a version that has as much, or with none. */
    static RecordEvaluation evaluation(String version, String id, double map50, String compared) {
        List<Measurement> measured = List.of(
                new Measurement("map50", null, map50),
                new Measurement("ap50", "class=scratch", map50),
                new Measurement("p95_ms", null, 20.0));
        return new RecordEvaluation(version, id, HELD_OUT, measured, compared, compared == null ? List.of() : measured);
    }

    static HealthWindow window(Instant from, Duration length, long decisions, long failures) {
        return new HealthWindow(from, from.plus(length), decisions, failures, 100.0, 0.02);
    }

    static ApprovalPolicy policy(int approvals, String role, boolean automatic, Integer validHours) {
        return new ApprovalPolicy(approvals, role, automatic, validHours, false);
    }

    /** Without a signature. */
    static ApproveVersion approve(String version, String evaluationId) {
        return new ApproveVersion(version, evaluationId, null);
    }

    /** Without a signature. */
    static ApproveDeclaration agree(String digest) {
        return new ApproveDeclaration(digest, null);
    }
}
