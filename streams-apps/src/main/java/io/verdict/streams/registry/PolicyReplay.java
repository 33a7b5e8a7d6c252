package io.verdict.streams.registry;

import io.verdict.events.ApprovalGiven;
import io.verdict.events.ApprovalPolicy;
import io.verdict.events.ApprovalRequested;
import io.verdict.events.GateResult;
import io.verdict.events.LogPosition;
import io.verdict.events.ModelDeclaration;
import io.verdict.events.ModelEvent;
import io.verdict.events.RecordEvaluation;
import io.verdict.events.RegisteredModel;
import io.verdict.events.VersionApproved;
import io.verdict.events.VersionEvaluated;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Judges the approvals of the past by another declaration: would it have let them happen? Gates and comparisons are
 * judged anew on the numbers of then, against the champion of then; who approved, how many, as what, and whether they
 * signed is held against the other policy. One instance goes through one model's history; not safe for use by several
 * threads.
 */
public final class PolicyReplay {

    /**
     * What the other declaration says to one approval.
     *
     * @param position the approval
     * @param time when it was given
     * @param version what was approved
     * @param approvers who agreed; empty where nobody was asked
     * @param objections why it would not have been given, a sentence each; empty where it stands
     */
    public record Judgement(
            LogPosition position, Instant time, String version, List<String> approvers, List<String> objections) {}

    /** An evaluation and the champion of that moment. */
    private record Evaluated(VersionEvaluated fact, Optional<String> champion) {}

    private final ModelDeclaration other;
    private final Function<String, Set<String>> rolesOf;
    private final Map<String, Evaluated> evaluations = new HashMap<>();
    private final Map<String, Set<String>> signers = new HashMap<>();
    private final List<Judgement> judgements = new ArrayList<>();
    private Optional<RegisteredModel> state = Optional.empty();

    /**
     * @param other the declaration to judge by
     * @param rolesOf what is known of a person's roles, besides that they had the one that was asked for then
     */
    public PolicyReplay(ModelDeclaration other, Function<String, Set<String>> rolesOf) {
        this.other = other;
        this.rolesOf = rolesOf;
    }

    /** Takes in the model's next fact. */
    public void take(ModelEvent event, LogPosition position) {
        Object fact = event.getFact();
        if (fact instanceof VersionEvaluated evaluated) {
            evaluations.put(
                    evaluated.getVersion(),
                    new Evaluated(evaluated, state.flatMap(model -> Models.competitor(model, evaluated.getVersion()))));
        } else if (fact instanceof ApprovalRequested requested) {
            signers.remove(requested.getVersion());
        } else if (fact instanceof ApprovalGiven given && given.getSignature() != null) {
            signed(given.getVersion(), event);
        } else if (fact instanceof VersionApproved approved) {
            if (approved.getSignature() != null) {
                signed(approved.getVersion(), event);
            }
            judgements.add(new Judgement(
                    position,
                    event.getMeta().getTime(),
                    approved.getVersion(),
                    approved.getApprovers(),
                    objections(approved)));
        }
        state = ModelFold.apply(state, event, position);
    }

    /** What came of all approvals so far, in the order of the log. */
    public List<Judgement> judgements() {
        return List.copyOf(judgements);
    }

    private void signed(String version, ModelEvent event) {
        signers.computeIfAbsent(version, first -> new HashSet<>())
                .add(event.getMeta().getActor());
    }

    private List<String> objections(VersionApproved approved) {
        List<String> objections = new ArrayList<>();
        Evaluated evaluated = evaluations.get(approved.getVersion());
        Gates.judge(other, command(evaluated.fact()), evaluated.champion()).stream()
                .filter(gate -> !gate.getPassed())
                .map(PolicyReplay::sentence)
                .forEach(objections::add);
        ApprovalPolicy policy = other.getApproval();
        List<String> approvers = approved.getApprovers();
        if (approvers.isEmpty()) {
            if (!policy.getAutomatic()) {
                objections.add("Nobody agreed; %d have to.".formatted(policy.getApprovals()));
            }
            return objections;
        }
        if (approvers.size() < policy.getApprovals()) {
            objections.add("%d agreed; %d have to.".formatted(approvers.size(), policy.getApprovals()));
        }
        Set<String> signedBy = signers.getOrDefault(approved.getVersion(), Set.of());
        for (String person : approvers) {
            if (!hadRole(person, policy.getRole())) {
                objections.add("%s is not known to be %s.".formatted(person, policy.getRole()));
            }
            if (policy.getSigned() && !signedBy.contains(person)) {
                objections.add("%s did not sign.".formatted(person));
            }
        }
        return objections;
    }

    private boolean hadRole(String person, String role) {
        String then = state.orElseThrow().getDeclaration().getApproval().getRole();
        return then.equals(role) || rolesOf.apply(person).contains(role);
    }

    private static RecordEvaluation command(VersionEvaluated fact) {
        return new RecordEvaluation(
                fact.getVersion(),
                fact.getEvaluationId(),
                fact.getDataset(),
                fact.getMeasurements(),
                fact.getComparedVersion(),
                fact.getComparedMeasurements());
    }

    private static String sentence(GateResult gate) {
        return gate.getName() + ": " + gate.getText();
    }
}
