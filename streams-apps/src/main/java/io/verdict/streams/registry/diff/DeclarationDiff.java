package io.verdict.streams.registry.diff;

import io.verdict.events.ApprovalPolicy;
import io.verdict.events.ModelDeclaration;
import io.verdict.events.RolloutPolicy;
import io.verdict.streams.registry.Loosening;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a declaration changes against the one in force, field by field, each with what it loosens. Names of fields are
 * the keys of a declaration file. Every sentence of {@link Loosening} is at exactly one change. Pure.
 */
public final class DeclarationDiff {

    private final List<Change> changes = new ArrayList<>();
    private final Map<String, List<String>> loosened = new LinkedHashMap<>();

    private DeclarationDiff() {}

    /** Every change; without a declaration in force everything is new, and nothing loosened. */
    public static List<Change> between(Optional<ModelDeclaration> before, ModelDeclaration after) {
        return before.map(standing -> new DeclarationDiff().changes(standing, after))
                .orElseGet(() -> new DeclarationDiff().first(after));
    }

    private List<Change> first(ModelDeclaration declaration) {
        changes.addAll(Fields.differences("", new Fields(), fields(declaration)));
        items("gates", List.of(), gates(declaration));
        items("comparisons", List.of(), comparisons(declaration));
        items("monitors", List.of(), monitors(declaration));
        return changes;
    }

    private List<Change> changes(ModelDeclaration before, ModelDeclaration after) {
        Loosening.items(before, after)
                .forEach(item -> loosened.computeIfAbsent(item.subject(), subject -> new ArrayList<>())
                        .add(item.text()));
        Fields.differences("", fields(before), fields(after))
                .forEach(change -> changes.add(change.loosening(loosening(change.path()))));
        items("gates", gates(before), gates(after));
        items("comparisons", comparisons(before), comparisons(after));
        items("monitors", monitors(before), monitors(after));
        return changes;
    }

    private void items(String section, List<DeclaredItem> before, List<DeclaredItem> after) {
        Pairs pairs = Pairs.of(before, after);
        pairs.both().forEach((left, right) -> both(section, left, right));
        pairs.gone()
                .forEach(item -> changes.add(new Change(at(section, item), item.line(), null)
                        .loosening(loosening(section + "." + item.name()))));
        pairs.come().forEach(item -> changes.add(new Change(at(section, item), null, item.line())));
    }

    private void both(String section, DeclaredItem left, DeclaredItem right) {
        String at = at(section, left) + ".";
        List<Change> differences = new ArrayList<>();
        if (!left.name().equals(right.name())) {
            // First: the registry knows items by name, so under another name the old one counts as taken away.
            differences.add(new Change(at + "name", left.name(), right.name()));
        }
        differences.addAll(Fields.differences(at, left.rule(), right.rule()));
        if (!differences.isEmpty()) {
            differences.set(0, differences.get(0).loosening(loosening(section + "." + left.name())));
        }
        changes.addAll(differences);
    }

    private List<String> loosening(String subject) {
        return loosened.getOrDefault(subject, List.of());
    }

    private static String at(String section, DeclaredItem item) {
        return section + "[" + item.about() + "]";
    }

    private static Fields fields(ModelDeclaration declaration) {
        RolloutPolicy rollout = declaration.getRollout();
        ApprovalPolicy approval = declaration.getApproval();
        return new Fields()
                .with("task", declaration.getTask().name().toLowerCase(Locale.ROOT))
                .with("description", declaration.getDescription())
                .with("input", declaration.getInputSchema())
                .with("classes", declaration.getClasses())
                .with("rollout.shadow", rollout.getShadow())
                .with("rollout.canaryPercent", percent(rollout.getCanaryBasisPoints()))
                .with("rollout.healthySeconds", rollout.getHealthySeconds())
                .with("rollout.leastDecisions", rollout.getLeastDecisions())
                .with("rollout.highestErrorRate", rollout.getHighestErrorRate())
                .with("rollout.highestP95Millis", rollout.getHighestP95Millis())
                .with("rollout.highestDisagreement", rollout.getHighestDisagreement())
                .with("rollout.promoteAutomatically", rollout.getPromoteAutomatically())
                .with("rollout.deployOnApproval", rollout.getDeployOnApproval())
                .with("approval.approvals", approval.getApprovals())
                .with("approval.role", approval.getRole())
                .with("approval.automatic", approval.getAutomatic())
                .with("approval.validHours", approval.getValidHours())
                .with("approval.signed", approval.getSigned())
                .with("owner", declaration.getOwner())
                .with("costTag", declaration.getCostTag());
    }

    private static String percent(int basisPoints) {
        return BigDecimal.valueOf(basisPoints, 2).stripTrailingZeros().toPlainString();
    }

    private static List<DeclaredItem> gates(ModelDeclaration declaration) {
        return declaration.getGates().stream().map(DeclaredItem::of).toList();
    }

    private static List<DeclaredItem> comparisons(ModelDeclaration declaration) {
        return declaration.getComparisons().stream().map(DeclaredItem::of).toList();
    }

    private static List<DeclaredItem> monitors(ModelDeclaration declaration) {
        return declaration.getMonitors().stream().map(DeclaredItem::of).toList();
    }
}
