package io.verdict.inference.serving;

import io.verdict.events.ModelIdentity;
import io.verdict.events.ServingArm;
import io.verdict.events.ServingPlan;
import io.verdict.inference.detector.DetectorException;
import io.verdict.inference.fetch.ImageFetcher;
import io.verdict.inference.fetch.ObjectReadException;
import io.verdict.inference.fetch.ObjectReader;
import io.verdict.inference.session.Fleet;
import io.verdict.inference.session.LoadedModel;
import io.verdict.inference.session.ServedGraph;
import io.verdict.inference.session.ServedModel;
import io.verdict.inference.session.SessionPolicy;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns a plan into loaded models, or says why not: rules, then approvals, then artifact by hash, then spec, then graph and health check
 * of every session. A version that the plan before it already serves with the same spec and thresholds is shared with it
 * and not loaded again. One thread at a time.
 */
final class PlanLoader {
    private final ServedKind kind;
    private final Approvals approvals;
    private final ObjectReader store;
    private final SessionPolicy policy;
    private final Fleet fleet;
    private final Clock clock;

    PlanLoader(
            ServedKind kind, Approvals approvals, ObjectReader store, SessionPolicy policy, Fleet fleet, Clock clock) {
        this.kind = kind;
        this.approvals = approvals;
        this.store = store;
        this.policy = policy;
        this.fleet = fleet;
        this.clock = clock;
    }

    /** @param before what is in service for the model now; may be null */
    PlanLoad load(ServingPlan plan, PlanInService before) {
        Optional<PlanLoad.Refused> broken = PlanRules.broken(plan);
        if (broken.isPresent()) {
            return broken.get();
        }
        Optional<PlanLoad> unapproved = unapproved(plan);
        if (unapproved.isPresent()) {
            return unapproved.get();
        }
        List<ArmInService> arms = new ArrayList<>();
        for (ServingArm arm : plan.getArms()) {
            ArmLoad load = load(plan, arm, before);
            if (load.failure() != null) {
                arms.forEach(loaded -> loaded.model().release());
                return load.failure();
            }
            arms.add(load.arm());
        }
        return new PlanLoad.Loaded(new PlanInService(
                plan.getModel(), plan.getRolloutId(), plan.getMeta().getEventId(), clock.instant(), arms));
    }

    /** Lets go of what it looks things up with. */
    void close() {
        approvals.close();
    }

    /** What keeps the plan's approvals from being believed. */
    private Optional<PlanLoad> unapproved(ServingPlan plan) {
        for (ServingArm arm : plan.getArms()) {
            try {
                Optional<String> objection = approvals.objection(plan.getModel(), arm);
                if (objection.isPresent()) {
                    return Optional.of(new PlanLoad.Refused(
                            Refusal.Reason.NOT_APPROVED,
                            "%s %s is not served: %s. Have it approved and rolled out through the registry."
                                    .formatted(plan.getModel(), arm.getVersion(), objection.get())));
                }
            } catch (RuntimeException e) {
                return Optional.of(new PlanLoad.Unavailable("Approvals cannot be looked up: " + e.getMessage()));
            }
        }
        return Optional.empty();
    }

    /** One of the two is null. */
    private record ArmLoad(ArmInService arm, PlanLoad failure) {}

    private ArmLoad load(ServingPlan plan, ServingArm arm, PlanInService before) {
        String name = plan.getModel() + " " + arm.getVersion();
        ServedGraph graph;
        try {
            graph = kind.graph(arm);
        } catch (IllegalArgumentException e) {
            return refused(Refusal.Reason.MODEL_REFUSED, "%s: %s. Correct its model.json.", name, e.getMessage());
        }
        if (!graph.name().equals(plan.getModel()) || !graph.version().equals(arm.getVersion())) {
            return refused(
                    Refusal.Reason.MODEL_REFUSED,
                    "The plan names %s, but its model.json is that of %s. Correct one of them.",
                    name,
                    graph.name() + " " + graph.version());
        }
        ModelIdentity identity =
                new ModelIdentity(plan.getModel(), arm.getVersion(), ServedKind.hash(arm), plan.getDecidedBy());
        Optional<ServedModel> shared = shared(before, identity, graph);
        if (shared.isPresent()) {
            return inService(arm, identity, shared.get());
        }
        return loadFresh(arm, identity, graph, name);
    }

    private ArmLoad loadFresh(ServingArm arm, ModelIdentity identity, ServedGraph graph, String name) {
        try {
            byte[] onnx = store.read(arm.getArtifactUri(), null);
            String actual = ImageFetcher.sha256(onnx);
            if (!actual.equals(identity.getSha256())) {
                return refused(
                        Refusal.Reason.WRONG_HASH,
                        "The artifact of %s has SHA-256 %s, but what was approved has %s; it is not what was approved."
                                + " Find out who changed %s.",
                        name,
                        actual,
                        identity.getSha256(),
                        arm.getArtifactUri());
            }
            return inService(arm, identity, served(graph, onnx));
        } catch (ObjectReadException e) {
            return switch (e.kind()) {
                case MISSING -> missing(arm, name, e.getMessage());
                case UNAVAILABLE -> new ArmLoad(null, new PlanLoad.Unavailable(e.getMessage()));
            };
        } catch (IllegalArgumentException e) {
            return missing(arm, name, e.getMessage());
        } catch (DetectorException e) {
            return refused(Refusal.Reason.MODEL_REFUSED, "%s", e.getMessage());
        } catch (RuntimeException e) {
            return new ArmLoad(null, new PlanLoad.Unavailable(name + ": " + e));
        }
    }

    /** Loaded and checked now; where models may be let go of, its graph is kept on the disk for the next time. */
    private ServedModel served(ServedGraph graph, byte[] onnx) {
        long bytes = (long) onnx.length * policy.sessions();
        if (!fleet.policy().letsGo()) {
            return fleet.take(LoadedModel.load(graph, onnx, policy), bytes, PlanLoader::neverLetGo, () -> {});
        }
        // Before its sessions are open, which nobody would close where the disk is full.
        GraphFile file = GraphFile.keep(onnx);
        try {
            LoadedModel loaded = LoadedModel.load(graph, onnx, policy);
            return fleet.take(loaded, bytes, () -> LoadedModel.load(graph, file.read(), policy), file::delete);
        } catch (RuntimeException | Error e) {
            file.delete();
            throw e;
        }
    }

    private static LoadedModel neverLetGo() {
        throw new IllegalStateException("A model that is never let go of is not loaded again");
    }

    private static Optional<ServedModel> shared(PlanInService before, ModelIdentity identity, ServedGraph graph) {
        if (before == null) {
            return Optional.empty();
        }
        return before.arms().stream()
                .map(ArmInService::model)
                .filter(model ->
                        model.graph().equals(graph) && model.graph().sha256().equals(identity.getSha256()))
                .filter(ServedModel::retain)
                .findFirst();
    }

    private static ArmLoad inService(ServingArm arm, ModelIdentity identity, ServedModel model) {
        return new ArmLoad(
                new ArmInService(
                        arm.getArm(),
                        identity,
                        arm.getApproval(),
                        arm.getThresholds(),
                        arm.getShareBasisPoints(),
                        model),
                null);
    }

    private static ArmLoad missing(ServingArm arm, String name, String finding) {
        return refused(
                Refusal.Reason.ARTIFACT_MISSING,
                "There is no artifact of %s at %s: %s. Store it there, and publish the plan again.",
                name,
                arm.getArtifactUri(),
                finding);
    }

    private static ArmLoad refused(Refusal.Reason reason, String format, Object... values) {
        return new ArmLoad(null, new PlanLoad.Refused(reason, format.formatted(values)));
    }
}
