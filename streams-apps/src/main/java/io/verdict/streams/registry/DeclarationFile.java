package io.verdict.streams.registry;

import io.verdict.events.ApprovalPolicy;
import io.verdict.events.Bound;
import io.verdict.events.Comparison;
import io.verdict.events.Gate;
import io.verdict.events.ModelDeclaration;
import io.verdict.events.ModelTask;
import io.verdict.events.Monitor;
import io.verdict.events.RolloutPolicy;
import io.verdict.streams.app.ConfigNode;
import io.verdict.topics.Role;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads a model's declaration from YAML and refuses unknown and senseless entries, all at once. */
public final class DeclarationFile {

    private static final int BASIS_POINTS_PER_PERCENT = 100;

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
        ModelDeclaration declaration = root.build(() -> {
            ModelDeclaration read = new ModelDeclaration(
                    root.optional("task", "one such as object_detection", DeclarationFile::task)
                            .orElse(ModelTask.UNKNOWN),
                    root.text("description"),
                    root.text("input"),
                    texts(root, "classes"),
                    root.list("gates").stream().map(DeclarationFile::gate).toList(),
                    root.has("comparisons")
                            ? root.list("comparisons").stream()
                                    .map(DeclarationFile::comparison)
                                    .toList()
                            : List.of(),
                    root.has("monitors")
                            ? root.list("monitors").stream()
                                    .map(DeclarationFile::monitor)
                                    .toList()
                            : List.of(),
                    rollout(root.child("rollout")),
                    approval(root.child("approval")),
                    root.text("owner"),
                    root.text("costTag"));
            List<String> problems = DeclarationCheck.problems(read);
            if (!problems.isEmpty()) {
                throw new IllegalArgumentException(String.join(" ", problems));
            }
            return read;
        });
        root.finish();
        return new Declared(model, declaration);
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
                node.optional("better", "higher or lower", DeclarationFile::side)
                        .orElse(Bound.UNKNOWN),
                node.number("tolerance").doubleValue());
    }

    private static Limit limit(ConfigNode node) {
        Optional<BigDecimal> least = node.optionalNumber("atLeast");
        Optional<BigDecimal> most = node.optionalNumber("atMost");
        if (least.isPresent() == most.isPresent()) {
            // Noted as the declaration's own problem: neither side is good.
            return new Limit(Bound.UNKNOWN, 0);
        }
        return least.map(threshold -> new Limit(Bound.AT_LEAST, threshold.doubleValue()))
                .orElseGet(() -> new Limit(Bound.AT_MOST, most.get().doubleValue()));
    }

    private static RolloutPolicy rollout(ConfigNode node) {
        return new RolloutPolicy(
                truth(node, "shadow", true),
                node.optionalNumber("canaryPercent")
                        .orElse(BigDecimal.TEN)
                        .multiply(BigDecimal.valueOf(BASIS_POINTS_PER_PERCENT))
                        .intValue(),
                node.whole("healthySeconds"),
                (long) node.whole("leastDecisions"),
                node.number("highestErrorRate").doubleValue(),
                node.optionalNumber("highestP95Millis")
                        .map(BigDecimal::doubleValue)
                        .orElse(null),
                node.optionalNumber("highestDisagreement")
                        .map(BigDecimal::doubleValue)
                        .orElse(null),
                truth(node, "promoteAutomatically", false),
                truth(node, "deployOnApproval", false));
    }

    private static ApprovalPolicy approval(ConfigNode node) {
        return new ApprovalPolicy(
                node.optionalWhole("approvals").orElse(1),
                node.optionalText("role").orElse(Role.ML_ENGINEER.identity()),
                truth(node, "automatic", false),
                node.optionalWhole("validHours").orElse(null),
                truth(node, "signed", false));
    }

    private static List<String> texts(ConfigNode root, String key) {
        List<String> texts = new ArrayList<>();
        root.list(key).forEach(node -> texts.add(node.text("name")));
        return texts;
    }

    private static boolean truth(ConfigNode node, String key, boolean otherwise) {
        return node.optional(key, "true or false", DeclarationFile::truth).orElse(otherwise);
    }

    private static boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static Bound side(String text) {
        return switch (text) {
            case "higher" -> Bound.AT_LEAST;
            case "lower" -> Bound.AT_MOST;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static ModelTask task(String text) {
        return ModelTask.valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
