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
import java.util.function.BiConsumer;

/** Finds what makes no sense in a declaration. Pure. */
public final class DeclarationCheck {

    private static final int ALL = 10_000;

    private final List<Problem> problems = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    private DeclarationCheck() {}

    /**
     * Something that makes no sense.
     *
     * @param path where, by the keys of a declaration file: {@code gates[1].atLeast}
     * @param text a sentence that can do without the path
     */
    public record Problem(String path, String text) {}

    /** Everything that is wrong, a sentence each; empty where nothing is. */
    public static List<String> problems(ModelDeclaration declaration) {
        return find(declaration).stream().map(Problem::text).toList();
    }

    /** Everything that is wrong and where; empty where nothing is. */
    public static List<Problem> find(ModelDeclaration declaration) {
        DeclarationCheck check = new DeclarationCheck();
        check.require("task", declaration.getTask() != ModelTask.UNKNOWN, "The task is missing or unknown.");
        check.require("owner", !declaration.getOwner().isBlank(), "The owner is missing.");
        check.require("costTag", !declaration.getCostTag().isBlank(), "The cost tag is missing.");
        check.require(
                "gates", !declaration.getGates().isEmpty(), "There is no gate, so every version would pass. Name one.");
        each("gates", declaration.getGates(), check::gate);
        each("comparisons", declaration.getComparisons(), check::comparison);
        check.names.clear();
        each("monitors", declaration.getMonitors(), check::monitor);
        check.rollout(declaration.getRollout());
        check.approval(declaration.getApproval());
        return List.copyOf(check.problems);
    }

    private static <T> void each(String key, List<T> items, BiConsumer<String, T> check) {
        for (int i = 0; i < items.size(); i++) {
            check.accept("%s[%d]".formatted(key, i), items.get(i));
        }
    }

    private void gate(String path, Gate gate) {
        name(path, "gate", gate.getName());
        bounded(path, "Gate " + gate.getName(), gate.getMetric(), gate.getBound());
        finite(path + side(gate.getBound()), "Gate " + gate.getName(), gate.getThreshold());
    }

    private void comparison(String path, Comparison comparison) {
        name(path, "comparison", comparison.getName());
        String who = "Comparison " + comparison.getName();
        bounded(path, who, comparison.getMetric(), comparison.getBetter());
        finite(path + ".tolerance", who, comparison.getTolerance());
        require(
                path + ".tolerance",
                comparison.getTolerance() >= 0,
                "%s has the tolerance %s; write 0 or more.".formatted(who, comparison.getTolerance()));
    }

    private void monitor(String path, Monitor monitor) {
        name(path, "monitor", monitor.getName());
        bounded(path, "Monitor " + monitor.getName(), monitor.getMetric(), monitor.getBound());
        finite(path + side(monitor.getBound()), "Monitor " + monitor.getName(), monitor.getThreshold());
    }

    private void name(String path, String kind, String name) {
        require(path + ".name", !name.isBlank(), "A %s has no name.".formatted(kind));
        require(
                path + ".name",
                names.add(name),
                "The name %s is taken twice; a %s needs one of its own.".formatted(name, kind));
    }

    private void bounded(String path, String who, String metric, Bound bound) {
        require(path + ".metric", !metric.isBlank(), who + " names no metric.");
        require(path, bound != Bound.UNKNOWN, who + " does not say which side is good.");
    }

    private void finite(String path, String who, double value) {
        require(path, Double.isFinite(value), "%s has the value %s; write a number.".formatted(who, value));
    }

    private static String side(Bound bound) {
        return bound == Bound.AT_MOST ? ".atMost" : ".atLeast";
    }

    private void rollout(RolloutPolicy policy) {
        int canary = policy.getCanaryBasisPoints();
        require(
                "rollout.canaryPercent",
                canary >= 0 && canary < ALL,
                "The canary's share is %d hundredths of a percent; write 0 to 9999 of them, 0 to 99.99 percent."
                        .formatted(canary));
        require("rollout.healthySeconds", policy.getHealthySeconds() >= 0, "The healthy time is below 0 seconds.");
        require("rollout.leastDecisions", policy.getLeastDecisions() >= 0, "The least number of decisions is below 0.");
        share("rollout.highestErrorRate", "error rate", policy.getHighestErrorRate());
        if (policy.getHighestDisagreement() != null) {
            share("rollout.highestDisagreement", "disagreement", policy.getHighestDisagreement());
        }
        Double p95 = policy.getHighestP95Millis();
        require(
                "rollout.highestP95Millis",
                p95 == null || p95 > 0,
                "The highest p95 is %s; write milliseconds above 0.".formatted(p95));
    }

    private void share(String path, String what, double value) {
        require(path, value >= 0 && value <= 1, "The highest %s is %s; write 0 to 1.".formatted(what, value));
    }

    private void approval(ApprovalPolicy policy) {
        require(
                "approval.approvals",
                policy.getApprovals() >= 1,
                "%d approvals are asked for; at least 1.".formatted(policy.getApprovals()));
        require("approval.role", !policy.getRole().isBlank(), "The approvers' role is missing.");
        require(
                "approval.signed",
                !(policy.getSigned() && policy.getAutomatic()),
                "Approvals are asked to be signed and to be given without a person. Choose one.");
        Integer hours = policy.getValidHours();
        require(
                "approval.validHours",
                hours == null || hours > 0,
                "Approvals are valid for %s hours; write more than 0.".formatted(hours));
    }

    private void require(String path, boolean holds, String text) {
        if (!holds) {
            problems.add(new Problem(path, text));
        }
    }
}
