package io.verdict.launcher.runs;

import io.verdict.connectors.runs.ParameterException;
import io.verdict.connectors.runs.TrainingBackend;
import io.verdict.connectors.search.Dimension;
import io.verdict.connectors.search.SearchPlan;
import io.verdict.connectors.search.SearchPlan.Method;
import io.verdict.connectors.search.SearchSpace;
import io.verdict.connectors.search.StoppingRules;
import io.verdict.topics.settings.ConfigNode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A search as a person declares it in YAML: {@code search} (method, trials, parallel, seed, metric, goal, patience, warmUp,
 * leastTrials), {@code space} (each hyper-parameter with type linear, log, whole or categorical) and {@code fixed}.
 *
 * @param metric what is searched by
 * @param maximise whether more of it is better
 * @param fixed hyper-parameters that are the same in every trial
 */
public record SpaceFile(SearchPlan plan, String metric, boolean maximise, Map<String, String> fixed) {

    private static final int PATIENCE = 10;
    private static final int WARM_UP = 5;
    private static final int LEAST_TRIALS = 4;

    public SpaceFile {
        fixed = Map.copyOf(fixed);
    }

    /**
     * Reads a declaration and holds every edge of its space against the trainer.
     *
     * @param threads of each trial
     * @param cores that all trials at a time may use
     * @throws io.verdict.topics.settings.SettingsException naming everything that is wrong, with file, line and path
     */
    public static SpaceFile read(Path file, TrainingBackend backend, int threads, int cores) {
        return of(ConfigNode.read(file), backend, threads, cores);
    }

    static SpaceFile of(ConfigNode root, TrainingBackend backend, int threads, int cores) {
        ConfigNode search = root.child("search");
        Method method = search.choice("method", Map.of("tpe", Method.TPE, "random", Method.RANDOM))
                .orElse(Method.TPE);
        boolean maximise = search.choice("goal", Map.of("minimise", false, "maximise", true))
                .orElse(false);
        String metric = search.text("metric");
        int parallel = search.optionalWhole("parallel").orElse(1);
        if ((long) parallel * threads > cores) {
            root.note(
                    "search.parallel",
                    "%d trials of %d threads each are more than the %d cores of this machine; lower one of them"
                            .formatted(parallel, threads, cores));
        }
        StoppingRules stopping = search.build(() -> new StoppingRules(
                search.optionalWhole("patience").orElse(PATIENCE),
                search.optionalWhole("warmUp").orElse(WARM_UP),
                search.optionalWhole("leastTrials").orElse(LEAST_TRIALS)));
        int trials = search.whole("trials");
        long seed = search.whole("seed");
        Map<String, String> fixed = fixed(root, backend, threads);
        List<Dimension> dimensions = new ArrayList<>();
        names(root).forEach((name, node) -> dimensions.add(dimension(name, node)));
        check(root, dimensions, fixed, backend, threads);
        SearchPlan plan = search.build(
                () -> new SearchPlan(new SearchSpace(dimensions), method, trials, parallel, seed, stopping));
        root.finish();
        return new SpaceFile(plan, metric, maximise, fixed);
    }

    private static Map<String, ConfigNode> names(ConfigNode root) {
        return root.map("space", node -> node);
    }

    private static Map<String, String> fixed(ConfigNode root, TrainingBackend backend, int threads) {
        Map<String, String> fixed = new LinkedHashMap<>();
        root.optionalChild("fixed").ifPresent(node -> {
            for (String name : backend.parameters(Map.of(), threads).keySet()) {
                node.optionalText(name).ifPresent(value -> fixed.put(name, value));
            }
        });
        return fixed;
    }

    private static Dimension dimension(String name, ConfigNode node) {
        String type = node.choice(
                        "type",
                        Map.of("linear", "linear", "log", "log", "whole", "whole", "categorical", "categorical"))
                .orElse("");
        return switch (type) {
            case "linear" -> node.build(() -> new Dimension.Linear(name, number(node, "low"), number(node, "high")));
            case "log" -> node.build(() -> new Dimension.Log(name, number(node, "low"), number(node, "high")));
            case "whole" -> node.build(() -> new Dimension.Whole(name, node.whole("low"), node.whole("high")));
            case "categorical" -> node.build(() -> new Dimension.Categorical(name, choices(node)));
            default -> {
                node.text("type");
                yield null;
            }
        };
    }

    private static List<String> choices(ConfigNode node) {
        return Arrays.stream(node.text("choices").split(",")).map(String::strip).toList();
    }

    /** YAML 1.1 takes 1e-5 for a text. */
    private static double number(ConfigNode node, String key) {
        Optional<BigDecimal> number = node.optional(key, "a number such as 1e-5", BigDecimal::new);
        return number.map(BigDecimal::doubleValue).orElseGet(() -> {
            if (!node.has(key)) {
                node.number(key);
            }
            return Double.NaN;
        });
    }

    /** Every edge of a range by itself, the rest at its first value: what the trainer refuses is refused now. */
    private static void check(
            ConfigNode root,
            List<Dimension> dimensions,
            Map<String, String> fixed,
            TrainingBackend backend,
            int threads) {
        if (dimensions.isEmpty() || dimensions.stream().anyMatch(dimension -> dimension == null)) {
            return;
        }
        Map<String, String> usual = new LinkedHashMap<>(fixed);
        dimensions.forEach(
                dimension -> usual.put(dimension.name(), dimension.edges().get(0)));
        for (Dimension dimension : dimensions) {
            if (fixed.containsKey(dimension.name())) {
                root.note("fixed." + dimension.name(), "is in the space, too; leave it out of one of them");
            }
            for (String edge : dimension.edges()) {
                Map<String, String> values = new LinkedHashMap<>(usual);
                values.put(dimension.name(), edge);
                try {
                    backend.parameters(values, threads);
                } catch (ParameterException e) {
                    root.note("space." + dimension.name(), "cannot be " + edge + ": " + e.getMessage());
                }
            }
        }
    }
}
