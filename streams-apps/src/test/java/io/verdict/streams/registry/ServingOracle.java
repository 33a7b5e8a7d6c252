package io.verdict.streams.registry;

import io.verdict.events.ApprovalGiven;
import io.verdict.events.ApprovalRequested;
import io.verdict.events.ApprovalWithdrawn;
import io.verdict.events.ApproveVersion;
import io.verdict.events.Bound;
import io.verdict.events.Comparison;
import io.verdict.events.Gate;
import io.verdict.events.Measurement;
import io.verdict.events.ModelCommand;
import io.verdict.events.ModelDeclaration;
import io.verdict.events.ModelDeclared;
import io.verdict.events.ModelEvent;
import io.verdict.events.RecordEvaluation;
import io.verdict.events.RequestApproval;
import io.verdict.events.RolloutAdvanced;
import io.verdict.events.RolloutStarted;
import io.verdict.events.ServingArm;
import io.verdict.events.ServingPlan;
import io.verdict.events.SignedStatement;
import io.verdict.events.VersionApproved;
import io.verdict.events.VersionArchived;
import io.verdict.events.VersionEvaluated;
import io.verdict.events.VersionRegistered;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Says from what was asked and what was written, and from nothing that the registry keeps, which versions may serve.
 * Written apart from the registry: it looks commands up by the cause that facts name, and judges gates by itself.
 */
final class ServingOracle {

    private final Map<String, Set<String>> rolesOfPeople;
    private final Map<Long, ModelCommand> commands = new HashMap<>();
    private final Map<String, String> shaOf = new HashMap<>();
    private final Map<String, String> authorOf = new HashMap<>();
    private final Map<String, String> registrantOf = new HashMap<>();
    private final Map<String, RecordEvaluation> latest = new HashMap<>();
    private final Map<String, String> servedAtEvaluation = new HashMap<>();
    private final Map<String, ModelDeclaration> declaredAtEvaluation = new HashMap<>();
    private final Map<String, String> requester = new HashMap<>();
    private final Map<String, String> requestId = new HashMap<>();
    private final Map<String, Set<String>> votes = new HashMap<>();
    private final Set<String> approved = new HashSet<>();
    private final Set<String> archived = new HashSet<>();
    private ModelDeclaration declaration;
    private String serving;

    ServingOracle(Map<String, Set<String>> rolesOfPeople) {
        this.rolesOfPeople = rolesOfPeople;
    }

    void asked(long offset, ModelCommand command) {
        commands.put(offset, command);
    }

    /** Takes a fact in; a sentence for each rule that it breaks. */
    List<String> written(ModelEvent event) {
        List<String> broken = new ArrayList<>();
        ModelCommand cause = commands.get(event.getMeta().getCause().getOffset());
        Object fact = event.getFact();
        if (fact instanceof ModelDeclared declared) {
            declaration = declared.getDeclaration();
        } else if (fact instanceof VersionRegistered registered) {
            if (shaOf.putIfAbsent(
                            registered.getVersion(), registered.getArtifact().getSha256())
                    != null) {
                broken.add("registered twice: " + registered.getVersion());
            }
            authorOf.put(registered.getVersion(), registered.getAuthor());
            registrantOf.put(registered.getVersion(), cause.getMeta().getActor());
        } else if (fact instanceof VersionEvaluated) {
            evaluated((RecordEvaluation) cause.getCommand());
        } else if (fact instanceof ApprovalRequested requested) {
            requester.put(
                    requested.getVersion(),
                    ((RequestApproval) cause.getCommand()).getVersion() + "/"
                            + cause.getMeta().getActor());
            votes.put(requested.getVersion(), new HashSet<>());
            requestId.put(requested.getVersion(), event.getMeta().getEventId());
        } else if (fact instanceof ApprovalGiven given) {
            requireSigned(given.getVersion(), cause, broken);
            votes.get(given.getVersion()).add(cause.getMeta().getActor());
        } else if (fact instanceof ApprovalWithdrawn withdrawn) {
            approved.remove(withdrawn.getVersion());
        } else if (fact instanceof VersionArchived gone) {
            archived.add(gone.getVersion());
        }
        if (fact instanceof VersionApproved approval) {
            approve(approval, cause, broken);
        } else if (fact instanceof RolloutStarted started) {
            comes(started.getVersion(), broken);
        } else if (fact instanceof RolloutAdvanced advanced) {
            comes(advanced.getVersion(), broken);
        }
        return broken;
    }

    /** What is in service from here on; a sentence for each rule that it breaks. */
    List<String> served(ServingPlan plan) {
        List<String> broken = new ArrayList<>();
        int deciding = 0;
        serving = null;
        for (ServingArm arm : plan.getArms()) {
            String version = arm.getVersion();
            if (!approved.contains(version)) {
                broken.add("serves without approval: " + version);
            }
            if (archived.contains(version)) {
                broken.add("serves though archived: " + version);
            }
            if (!Objects.equals(shaOf.get(version), arm.getArtifactSha256())) {
                broken.add("serves altered: " + version);
            }
            if (arm.getApproval() == null) {
                broken.add("no approval named: " + version);
            }
            switch (arm.getArm()) {
                case CHAMPION -> {
                    serving = version;
                    deciding += arm.getShareBasisPoints();
                }
                case CANARY -> deciding += arm.getShareBasisPoints();
                case SHADOW -> {}
                case UNKNOWN -> broken.add("an arm without a part");
            }
        }
        if (!plan.getArms().isEmpty() && deciding != 10_000) {
            broken.add("champion and canary do not add up: " + deciding);
        }
        return broken;
    }

    private void evaluated(RecordEvaluation evaluation) {
        latest.put(evaluation.getVersion(), evaluation);
        declaredAtEvaluation.put(evaluation.getVersion(), declaration);
        servedAtEvaluation.put(evaluation.getVersion(), evaluation.getVersion().equals(serving) ? null : serving);
        requester.remove(evaluation.getVersion());
        votes.remove(evaluation.getVersion());
    }

    /** Whether what speaks for the version still does when it comes or goes on. */
    private void comes(String version, List<String> broken) {
        if (!passes(version)) {
            broken.add("comes though its gates failed: " + version);
        }
        if (!declaration.equals(declaredAtEvaluation.get(version))) {
            broken.add("comes on another declaration's evidence: " + version);
        }
        boolean itself = version.equals(serving);
        if (!itself && !Objects.equals(serving, servedAtEvaluation.get(version))) {
            broken.add("comes though never compared with what serves: " + version);
        }
    }

    private void approve(VersionApproved approval, ModelCommand cause, List<String> broken) {
        String version = approval.getVersion();
        if (!passes(version)) {
            broken.add("approved though its gates failed: " + version);
        }
        if (!declaration.equals(declaredAtEvaluation.get(version))) {
            broken.add("approved on another declaration's evidence: " + version);
        }
        if (!shaOf.get(version).equals(approval.getArtifactSha256())) {
            broken.add("approved other bytes: " + version);
        }
        if (cause.getCommand() instanceof ApproveVersion) {
            Set<String> people = new HashSet<>(votes.getOrDefault(version, Set.of()));
            people.add(cause.getMeta().getActor());
            requireSigned(version, cause, broken);
            byPeople(version, people, broken);
        } else if (!declaration.getApproval().getAutomatic()) {
            broken.add("approved by nobody: " + version);
        }
        approved.add(version);
    }

    /** Whoever has a key has signed exactly this, whatever the registry takes for a statement. */
    private void requireSigned(String version, ModelCommand cause, List<String> broken) {
        if (!cause.getMeta().getActor().equals(RandomHistory.NOOR.name())) {
            return;
        }
        String statement = "verdict approval 1\nmodel: " + cause.getModel() + "\nversion: " + version
                + "\nartifact-sha256: " + shaOf.get(version) + "\nevaluation: "
                + latest.get(version).getEvaluationId() + "\ndeclaration-sha256: " + Digests.of(declaration)
                + "\nrequest: " + requestId.get(version) + "\nperson: noor\n";
        SignedStatement signature = ((ApproveVersion) cause.getCommand()).getSignature();
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(RandomHistory.NOOR.key().getPublic());
            verifier.update(statement.getBytes(StandardCharsets.UTF_8));
            if (signature == null || !verifier.verify(signature.getSignature().array())) {
                broken.add("forged: " + version);
            }
        } catch (GeneralSecurityException e) {
            broken.add("forged: " + version + ": " + e);
        }
    }

    private void byPeople(String version, Set<String> people, List<String> broken) {
        String asked = requester.get(version);
        if (asked == null) {
            broken.add("approved unasked: " + version);
            return;
        }
        if (people.size() < declaration.getApproval().getApprovals()) {
            broken.add("approved by too few: " + version);
        }
        for (String person : people) {
            if (asked.equals(version + "/" + person)
                    || person.equals(authorOf.get(version))
                    || person.equals(registrantOf.get(version))) {
                broken.add("self-approved: " + version + " by " + person);
            }
            if (!rolesOfPeople.get(person).contains(declaration.getApproval().getRole())) {
                broken.add("approved without the role: " + version + " by " + person);
            }
        }
    }

    private boolean passes(String version) {
        RecordEvaluation evaluation = latest.get(version);
        if (evaluation == null) {
            return false;
        }
        Map<String, Double> own = values(evaluation.getMeasurements());
        Map<String, Double> others = values(evaluation.getComparedMeasurements());
        for (Gate gate : declaration.getGates()) {
            Double value = own.get(gate.getMetric() + "|" + gate.getSlice());
            if (value == null
                    || (gate.getBound() == Bound.AT_LEAST
                            ? value < gate.getThreshold()
                            : value > gate.getThreshold())) {
                return false;
            }
        }
        String champion = servedAtEvaluation.get(version);
        if (champion == null || champion.equals(version)) {
            return true;
        }
        for (Comparison comparison : declaration.getComparisons()) {
            Double value = own.get(comparison.getMetric() + "|" + comparison.getSlice());
            Double other = others.get(comparison.getMetric() + "|" + comparison.getSlice());
            if (value == null
                    || other == null
                    || !champion.equals(evaluation.getComparedVersion())
                    || value < other - comparison.getTolerance()) {
                return false;
            }
        }
        return true;
    }

    private static Map<String, Double> values(List<Measurement> measurements) {
        Map<String, Double> values = new HashMap<>();
        measurements.forEach(one -> values.put(one.getMetric() + "|" + one.getSlice(), one.getValue()));
        return values;
    }
}
