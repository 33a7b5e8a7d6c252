package io.verdict.streams.registry;

import io.verdict.events.ApprovalPolicy;
import io.verdict.events.Bound;
import io.verdict.events.Comparison;
import io.verdict.events.Gate;
import io.verdict.events.ModelDeclaration;
import io.verdict.events.Monitor;
import io.verdict.events.RolloutPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * What a new declaration asks less of than the one before: a sentence for each item, which another person has to agree
 * to. A gate that asks for another metric or slice counts as taken away. Pure.
 */
public final class Loosening {

    /**
     * Something that is loosened.
     *
     * @param subject what, by the keys of a declaration file and the name of the item: {@code gates.accuracy},
     *     {@code rollout.shadow}
     * @param text a sentence
     */
    public record Item(String subject, String text) {}

    private final List<Item> found = new ArrayList<>();

    private Loosening() {}

    /** Everything that the second loosens against the first, a sentence each. */
    public static List<String> between(ModelDeclaration before, ModelDeclaration after) {
        return items(before, after).stream().map(Item::text).toList();
    }

    /** Everything that the second loosens against the first, with what it is. */
    public static List<Item> items(ModelDeclaration before, ModelDeclaration after) {
        Loosening loosening = new Loosening();
        loosening.gates(before.getGates(), after.getGates());
        loosening.comparisons(before.getComparisons(), after.getComparisons());
        loosening.monitors(before.getMonitors(), after.getMonitors());
        loosening.approval(before.getApproval(), after.getApproval());
        loosening.rollout(before.getRollout(), after.getRollout());
        return List.copyOf(loosening.found);
    }

    private void gates(List<Gate> before, List<Gate> after) {
        for (Gate gate : before) {
            Gate now = named(after, Gate::getName, gate.getName());
            if (now == null
                    || !same(
                            gate.getMetric(),
                            gate.getSlice(),
                            gate.getBound(),
                            now.getMetric(),
                            now.getSlice(),
                            now.getBound())) {
                add(
                        "gates." + gate.getName(),
                        "Gate %s (%s) is taken away.".formatted(gate.getName(), gate.getMetric()));
            } else if (isWeaker(gate.getBound(), gate.getThreshold(), now.getThreshold())) {
                add(
                        "gates." + gate.getName(),
                        "Gate %s asks for %s instead of %s."
                                .formatted(gate.getName(), now.getThreshold(), gate.getThreshold()));
            }
        }
    }

    private void comparisons(List<Comparison> before, List<Comparison> after) {
        for (Comparison comparison : before) {
            Comparison now = named(after, Comparison::getName, comparison.getName());
            if (now == null
                    || !same(
                            comparison.getMetric(),
                            comparison.getSlice(),
                            comparison.getBetter(),
                            now.getMetric(),
                            now.getSlice(),
                            now.getBetter())) {
                add(
                        "comparisons." + comparison.getName(),
                        "Comparison %s (%s) is taken away.".formatted(comparison.getName(), comparison.getMetric()));
            } else if (now.getTolerance() > comparison.getTolerance()) {
                add(
                        "comparisons." + comparison.getName(),
                        "Comparison %s tolerates %s instead of %s."
                                .formatted(comparison.getName(), now.getTolerance(), comparison.getTolerance()));
            }
        }
    }

    private void monitors(List<Monitor> before, List<Monitor> after) {
        for (Monitor monitor : before) {
            Monitor now = named(after, Monitor::getName, monitor.getName());
            if (now == null
                    || !same(
                            monitor.getMetric(),
                            monitor.getSlice(),
                            monitor.getBound(),
                            now.getMetric(),
                            now.getSlice(),
                            now.getBound())) {
                add(
                        "monitors." + monitor.getName(),
                        "Monitor %s (%s) is taken away.".formatted(monitor.getName(), monitor.getMetric()));
            } else if (isWeaker(monitor.getBound(), monitor.getThreshold(), now.getThreshold())) {
                add(
                        "monitors." + monitor.getName(),
                        "Monitor %s alarms at %s instead of %s."
                                .formatted(monitor.getName(), now.getThreshold(), monitor.getThreshold()));
            }
        }
    }

    private void approval(ApprovalPolicy before, ApprovalPolicy after) {
        if (after.getApprovals() < before.getApprovals()) {
            add(
                    "approval.approvals",
                    "%d people have to approve instead of %d.".formatted(after.getApprovals(), before.getApprovals()));
        }
        if (!after.getRole().equals(before.getRole())) {
            add(
                    "approval.role",
                    "Approvers need the role %s instead of %s.".formatted(after.getRole(), before.getRole()));
        }
        if (after.getAutomatic() && !before.getAutomatic()) {
            add("approval.automatic", "Passed gates approve a version without a person.");
        }
        if (before.getSigned() && !after.getSigned()) {
            add("approval.signed", "Approvals count without a signature.");
        }
        upper(
                "approval.validHours",
                "An approval is valid for %s hours instead of %s.",
                before.getValidHours(),
                after.getValidHours());
    }

    private void rollout(RolloutPolicy before, RolloutPolicy after) {
        if (before.getShadow() && !after.getShadow()) {
            add("rollout.shadow", "A version no longer shadows the champion first.");
        }
        if (before.getCanaryBasisPoints() > 0 && after.getCanaryBasisPoints() == 0) {
            add("rollout.canaryPercent", "A version no longer begins as a canary.");
        } else if (before.getCanaryBasisPoints() > 0 && after.getCanaryBasisPoints() > before.getCanaryBasisPoints()) {
            add(
                    "rollout.canaryPercent",
                    "A canary decides on %d instead of %d of 10000 photos."
                            .formatted(after.getCanaryBasisPoints(), before.getCanaryBasisPoints()));
        }
        if (after.getHealthySeconds() < before.getHealthySeconds()) {
            add(
                    "rollout.healthySeconds",
                    "A stage is healthy after %d s instead of %d."
                            .formatted(after.getHealthySeconds(), before.getHealthySeconds()));
        }
        if (after.getLeastDecisions() < before.getLeastDecisions()) {
            add(
                    "rollout.leastDecisions",
                    "A stage needs %d decisions instead of %d."
                            .formatted(after.getLeastDecisions(), before.getLeastDecisions()));
        }
        upper(
                "rollout.highestErrorRate",
                "An error rate of %s is healthy instead of %s.",
                before.getHighestErrorRate(),
                after.getHighestErrorRate());
        upper(
                "rollout.highestP95Millis",
                "A p95 of %s ms is healthy instead of %s.",
                before.getHighestP95Millis(),
                after.getHighestP95Millis());
        upper(
                "rollout.highestDisagreement",
                "A disagreement of %s is healthy instead of %s.",
                before.getHighestDisagreement(),
                after.getHighestDisagreement());
        if (after.getPromoteAutomatically() && !before.getPromoteAutomatically()) {
            add("rollout.promoteAutomatically", "A healthy stage leads to the next one without a person.");
        }
        if (after.getDeployOnApproval() && !before.getDeployOnApproval()) {
            add("rollout.deployOnApproval", "An approval starts the rollout without a person.");
        }
    }

    /** An upper bound that rose, or is gone (null: none). */
    private <N extends Number & Comparable<N>> void upper(String subject, String sentence, N before, N after) {
        if (before != null && (after == null || after.compareTo(before) > 0)) {
            add(subject, sentence.formatted(after == null ? "any number of" : after, before));
        }
    }

    private void add(String subject, String text) {
        found.add(new Item(subject, text));
    }

    private static boolean isWeaker(Bound bound, double before, double after) {
        return bound == Bound.AT_LEAST ? after < before : after > before;
    }

    private static boolean same(String metric, String slice, Bound bound, String metric2, String slice2, Bound bound2) {
        return metric.equals(metric2) && Objects.equals(slice, slice2) && bound == bound2;
    }

    private static <T> T named(List<T> all, Function<T, String> name, String wanted) {
        return all.stream()
                .filter(one -> name.apply(one).equals(wanted))
                .findFirst()
                .orElse(null);
    }
}
