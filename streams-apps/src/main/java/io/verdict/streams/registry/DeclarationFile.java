package io.verdict.streams.registry;

import io.verdict.events.ApprovalPolicy;
import io.verdict.events.Bound;
import io.verdict.events.Comparison;
import io.verdict.events.Gate;
import io.verdict.events.ModelDeclaration;
import io.verdict.events.ModelTask;
import io.verdict.events.Monitor;
import io.verdict.events.RolloutPolicy;
import io.verdict.topics.Role;
import io.verdict.topics.settings.ConfigNode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads a model's declaration from YAML and refuses unknown and senseless entries, all at once. */
public final class DeclarationFile {

    private static final BigDecimal ALL = BigDecimal.valueOf(10_000);
    private static final Map<String, Bound> BETTER =
            new TreeMap<>(Map.of("higher", Bound.AT_LEAST, "lower", Bound.AT_MOST));
    private static final Map<String, ModelTask> TASKS = tasks();

    /**
     * What a file declares.
     *
     * @param model the model's name
     * @param declaration what it is and what is asked of its versions
     */
    public record Declared(String model, ModelDeclaration declaration) {}

    /** A threshold and the side on which values are good. */
    private record Limit(Bound bound, double threshold) {}

    private DeclarationFile() {}

    /**
     * Reads a file.
     *
     * @throws io.verdict.topics.settings.SettingsException naming everything that is wrong with it
     */
    public static Declared read(Path file) {
        return declared(ConfigNode.read(file));
    }

    /** Reads from text; the name is what errors call it. */
    public static Declared parse(String name, String yaml) {
        return declared(ConfigNode.parse(name, yaml));
    }

    private static Declared declared(ConfigNode root) {
        String model = root.text("model");
        ModelDeclaration declaration = new ModelDeclaration(
                task(root),
                root.text("description"),
                root.text("input"),
                root.list("classes").stream().map(node -> node.text("name")).toList(),
                root.list("gates").stream().map(DeclarationFile::gate).toList(),
                optionalList(root, "comparisons").stream()
                        .map(DeclarationFile::comparison)
                        .toList(),
                optionalList(root, "monitors").stream()
                        .map(DeclarationFile::monitor)
                        .toList(),
                rollout(root.child("rollout")),
                approval(root.child("approval")),
                root.text("owner"),
                root.text("costTag"));
        DeclarationCheck.find(declaration).forEach(problem -> root.note(problem.path(), problem.text()));
        root.finish();
        return new Declared(model, declaration);
    }

    private static List<ConfigNode> optionalList(ConfigNode root, String key) {
        return root.has(key) ? root.list(key) : List.of();
    }

    private static Gate gate(ConfigNode node) {
        Limit limit = limit(node);
        return new Gate(
                node.text("name"),
                node.text("metric"),
                node.optionalText("slice").orElse(null),
                limit.bound(),
                limit.threshold());
    }

    private static Monitor monitor(ConfigNode node) {
        Limit limit = limit(node);
        return new Monitor(
                node.text("name"),
                node.text("metric"),
                node.optionalText("slice").orElse(null),
                limit.bound(),
                limit.threshold());
    }

    private static Comparison comparison(ConfigNode node) {
        return new Comparison(
                node.text("name"),
                node.text("metric"),
                node.optionalText("slice").orElse(null),
                better(node),
                node.number("tolerance").doubleValue());
    }

    private static Bound better(ConfigNode node) {
        Optional<Bound> better = node.choice("better", BETTER);
        if (!node.has("better")) {
            node.note("better", "is missing; write higher or lower");
        }
        return better.orElse(Bound.UNKNOWN);
    }

    private static Limit limit(ConfigNode node) {
        Optional<BigDecimal> least = node.optionalNumber("atLeast");
        Optional<BigDecimal> most = node.optionalNumber("atMost");
        if (node.has("atLeast") == node.has("atMost")) {
            node.note("", "must hold either atLeast or atMost, so that it says which side is good");
        }
        return least.map(threshold -> new Limit(Bound.AT_LEAST, threshold.doubleValue()))
                .or(() -> most.map(threshold -> new Limit(Bound.AT_MOST, threshold.doubleValue())))
                .orElse(new Limit(Bound.UNKNOWN, 0));
    }

    private static RolloutPolicy rollout(ConfigNode node) {
        return new RolloutPolicy(
                node.optionalTruth("shadow").orElse(true),
                canary(node),
                node.whole("healthySeconds"),
                (long) node.whole("leastDecisions"),
                node.number("highestErrorRate").doubleValue(),
                node.optionalNumber("highestP95Millis")
                        .map(BigDecimal::doubleValue)
                        .orElse(null),
                node.optionalNumber("highestDisagreement")
                        .map(BigDecimal::doubleValue)
                        .orElse(null),
                node.optionalTruth("promoteAutomatically").orElse(false),
                node.optionalTruth("deployOnApproval").orElse(false));
    }

    /** A share that is no whole hundredth would be another one than was written. */
    private static int canary(ConfigNode node) {
        BigDecimal percent = node.optionalNumber("canaryPercent").orElse(BigDecimal.TEN);
        BigDecimal points = percent.movePointRight(2);
        if (points.signum() < 0
                || points.compareTo(ALL) >= 0
                || points.stripTrailingZeros().scale() > 0) {
            node.note("canaryPercent", "must be 0 to 99.99 percent in whole hundredths; was " + percent);
            return 0;
        }
        return points.intValueExact();
    }

    private static ApprovalPolicy approval(ConfigNode node) {
        return new ApprovalPolicy(
                node.optionalWhole("approvals").orElse(1),
                node.optionalText("role").orElse(Role.ML_ENGINEER.identity()),
                node.optionalTruth("automatic").orElse(false),
                node.optionalWhole("validHours").orElse(null),
                node.optionalTruth("signed").orElse(false));
    }

    private static ModelTask task(ConfigNode root) {
        Optional<ModelTask> task = root.choice("task", TASKS);
        if (!root.has("task")) {
            root.note("task", "is missing; write one of " + String.join(", ", TASKS.keySet()));
        }
        return task.orElse(ModelTask.UNKNOWN);
    }

    /** Tasks as people write them, with hyphens or underscores. */
    private static Map<String, ModelTask> tasks() {
        Map<String, ModelTask> tasks = new TreeMap<>();
        for (ModelTask task : ModelTask.values()) {
            if (task != ModelTask.UNKNOWN) {
                String name = task.name().toLowerCase(Locale.ROOT);
                tasks.put(name, task);
                tasks.put(name.replace('_', '-'), task);
            }
        }
        return tasks;
    }
}
