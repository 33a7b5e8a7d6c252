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

    private final List<String> found = new ArrayList<>();

    private Loosening() {}

    /** Everything that the second loosens against the first. */
    public static List<String> between(ModelDeclaration before, ModelDeclaration after) {
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
                found.add("Gate %s (%s) is taken away.".formatted(gate.getName(), gate.getMetric()));
            } else if (isWeaker(gate.getBound(), gate.getThreshold(), now.getThreshold())) {
                found.add("Gate %s asks for %s instead of %s."
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
                found.add("Comparison %s (%s) is taken away.".formatted(comparison.getName(), comparison.getMetric()));
            } else if (now.getTolerance() > comparison.getTolerance()) {
                found.add("Comparison %s tolerates %s instead of %s."
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
                found.add("Monitor %s (%s) is taken away.".formatted(monitor.getName(), monitor.getMetric()));
            } else if (isWeaker(monitor.getBound(), monitor.getThreshold(), now.getThreshold())) {
                found.add("Monitor %s alarms at %s instead of %s."
                        .formatted(monitor.getName(), now.getThreshold(), monitor.getThreshold()));
            }
        }
    }

    private void approval(ApprovalPolicy before, ApprovalPolicy after) {
        if (after.getApprovals() < before.getApprovals()) {
            found.add(
                    "%d people have to approve instead of %d.".formatted(after.getApprovals(), before.getApprovals()));
        }
        if (!after.getRole().equals(before.getRole())) {
            found.add("Approvers need the role %s instead of %s.".formatted(after.getRole(), before.getRole()));
        }
        if (after.getAutomatic() && !before.getAutomatic()) {
            found.add("Passed gates approve a version without a person.");
        }
        if (before.getSigned() && !after.getSigned()) {
            found.add("Approvals count without a signature.");
        }
        upper("An approval is valid for %s hours instead of %s.", before.getValidHours(), after.getValidHours());
    }

    private void rollout(RolloutPolicy before, RolloutPolicy after) {
        if (before.getShadow() && !after.getShadow()) {
            found.add("A version no longer shadows the champion first.");
        }
        if (before.getCanaryBasisPoints() > 0 && after.getCanaryBasisPoints() == 0) {
            found.add("A version no longer begins as a canary.");
        } else if (before.getCanaryBasisPoints() > 0 && after.getCanaryBasisPoints() > before.getCanaryBasisPoints()) {
            found.add("A canary decides on %d instead of %d of 10000 photos."
                    .formatted(after.getCanaryBasisPoints(), before.getCanaryBasisPoints()));
        }
        if (after.getHealthySeconds() < before.getHealthySeconds()) {
            found.add("A stage is healthy after %d s instead of %d."
                    .formatted(after.getHealthySeconds(), before.getHealthySeconds()));
        }
        if (after.getLeastDecisions() < before.getLeastDecisions()) {
            found.add("A stage needs %d decisions instead of %d."
                    .formatted(after.getLeastDecisions(), before.getLeastDecisions()));
        }
        upper(
                "An error rate of %s is healthy instead of %s.",
                before.getHighestErrorRate(), after.getHighestErrorRate());
        upper("A p95 of %s ms is healthy instead of %s.", before.getHighestP95Millis(), after.getHighestP95Millis());
        upper(
                "A disagreement of %s is healthy instead of %s.",
                before.getHighestDisagreement(), after.getHighestDisagreement());
        if (after.getPromoteAutomatically() && !before.getPromoteAutomatically()) {
            found.add("A healthy stage leads to the next one without a person.");
        }
        if (after.getDeployOnApproval() && !before.getDeployOnApproval()) {
            found.add("An approval starts the rollout without a person.");
        }
    }

    /** An upper bound that rose, or is gone (null: none). */
    private <N extends Number & Comparable<N>> void upper(String sentence, N before, N after) {
        if (before != null && (after == null || after.compareTo(before) > 0)) {
            found.add(sentence.formatted(after == null ? "any number of" : after, before));
        }
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
