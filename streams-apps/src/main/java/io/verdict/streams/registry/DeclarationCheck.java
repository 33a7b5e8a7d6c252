package io.verdict.streams.registry;

import io.verdict.events.ApprovalPolicy;
import io.verdict.events.Bound;
import io.verdict.events.Comparison;
import io.verdict.events.Gate;
import io.verdict.events.ModelDeclaration;
import io.verdict.events.ModelTask;
import io.verdict.events.Monitor;
import io.verdict.events.RolloutPolicy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds what makes no sense in a declaration. Pure. */
public final class DeclarationCheck {

    private static final int ALL = 10_000;

    private final List<String> problems = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    private DeclarationCheck() {}

    /** Everything that is wrong, a sentence each; empty where nothing is. */
    public static List<String> problems(ModelDeclaration declaration) {
        DeclarationCheck check = new DeclarationCheck();
        check.require(declaration.getTask() != ModelTask.UNKNOWN, "The task is missing or unknown.");
        check.require(!declaration.getOwner().isBlank(), "The owner is missing.");
        check.require(!declaration.getCostTag().isBlank(), "The cost tag is missing.");
        check.require(!declaration.getGates().isEmpty(), "There is no gate, so every version would pass. Name one.");
        declaration.getGates().forEach(check::gate);
        declaration.getComparisons().forEach(check::comparison);
        check.names.clear();
        declaration.getMonitors().forEach(check::monitor);
        check.rollout(declaration.getRollout());
        check.approval(declaration.getApproval());
        return List.copyOf(check.problems);
    }

    private void gate(Gate gate) {
        name("gate", gate.getName());
        bounded("Gate", gate.getName(), gate.getMetric(), gate.getBound(), gate.getThreshold());
    }

    private void comparison(Comparison comparison) {
        name("comparison", comparison.getName());
        bounded(
                "Comparison",
                comparison.getName(),
                comparison.getMetric(),
                comparison.getBetter(),
                comparison.getTolerance());
        require(
                comparison.getTolerance() >= 0,
                "Comparison %s has the tolerance %s; write 0 or more."
                        .formatted(comparison.getName(), comparison.getTolerance()));
    }

    private void monitor(Monitor monitor) {
        name("monitor", monitor.getName());
        bounded("Monitor", monitor.getName(), monitor.getMetric(), monitor.getBound(), monitor.getThreshold());
    }

    private void name(String kind, String name) {
        require(!name.isBlank(), "A %s has no name.".formatted(kind));
        require(names.add(name), "The name %s is taken twice; a %s needs one of its own.".formatted(name, kind));
    }

    private void bounded(String kind, String name, String metric, Bound bound, double value) {
        require(!metric.isBlank(), "%s %s names no metric.".formatted(kind, name));
        require(bound != Bound.UNKNOWN, "%s %s does not say which side is good.".formatted(kind, name));
        require(Double.isFinite(value), "%s %s has the value %s; write a number.".formatted(kind, name, value));
    }

    private void rollout(RolloutPolicy policy) {
        int canary = policy.getCanaryBasisPoints();
        require(canary >= 0 && canary < ALL, "The canary's share is %d; write 0 to 9999.".formatted(canary));
        require(policy.getHealthySeconds() >= 0, "The healthy time is below 0 seconds.");
        require(policy.getLeastDecisions() >= 0, "The least number of decisions is below 0.");
        share("error rate", policy.getHighestErrorRate());
        if (policy.getHighestDisagreement() != null) {
            share("disagreement", policy.getHighestDisagreement());
        }
        Double p95 = policy.getHighestP95Millis();
        require(p95 == null || p95 > 0, "The highest p95 is %s; write milliseconds above 0.".formatted(p95));
    }

    private void share(String what, double value) {
        require(value >= 0 && value <= 1, "The highest %s is %s; write 0 to 1.".formatted(what, value));
    }

    private void approval(ApprovalPolicy policy) {
        require(policy.getApprovals() >= 1, "%d approvals are asked for; at least 1.".formatted(policy.getApprovals()));
        require(!policy.getRole().isBlank(), "The approvers' role is missing.");
        require(
                !(policy.getSigned() && policy.getAutomatic()),
                "Approvals are asked to be signed and to be given without a person. Choose one.");
        Integer hours = policy.getValidHours();
        require(hours == null || hours > 0, "Approvals are valid for %s hours; write more than 0.".formatted(hours));
    }

    private void require(boolean holds, String problem) {
        if (!holds) {
            problems.add(problem);
        }
    }
}
