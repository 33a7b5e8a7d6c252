package io.verdict.connectors.runs;

import io.verdict.events.MetricValue;
import io.verdict.events.RunSetting;
import io.verdict.events.RunStarted;
import io.verdict.events.StoredObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Two runs side by side.
 *
 * @param same whether both made artifacts of the same names and bytes
 * @param artifacts per artifact, both hashes; {@code none} where a run lacks it
 * @param differences what differs between them that may explain it, a sentence each
 */
public record RunComparison(boolean same, Map<String, String> artifacts, List<String> differences) {

    /** Compares a run with its repetition. */
    public static RunComparison of(RunHistory one, RunHistory other) {
        Map<String, String> artifacts = new LinkedHashMap<>();
        TreeSet<String> names = new TreeSet<>(one.artifacts().keySet());
        names.addAll(other.artifacts().keySet());
        boolean same = !names.isEmpty();
        for (String name : names) {
            String before = hash(one.artifacts().get(name));
            String now = hash(other.artifacts().get(name));
            same &= before.equals(now);
            artifacts.put(name, before.equals(now) ? before : before + " → " + now);
        }
        return new RunComparison(same, artifacts, differences(one, other));
    }

    private static List<String> differences(RunHistory one, RunHistory other) {
        Optional<RunStarted> before = one.started();
        Optional<RunStarted> now = other.started();
        if (before.isEmpty() || now.isEmpty()) {
            return List.of("one of them has not begun");
        }
        List<String> differences = new ArrayList<>(
                SpecDifference.between(before.get().getSpec(), now.get().getSpec()));
        settings(differences, one.setting().orElseThrow(), other.setting().orElseThrow());
        firstOtherMetric(one, other).ifPresent(differences::add);
        return differences;
    }

    private static void settings(List<String> differences, RunSetting one, RunSetting other) {
        SpecDifference.differ(differences, "trainer version", one.getTrainerVersion(), other.getTrainerVersion());
        SpecDifference.differ(differences, "code commit", one.getCodeCommit(), other.getCodeCommit());
        TreeSet<String> names = new TreeSet<>(one.getEnvironment().keySet());
        names.addAll(other.getEnvironment().keySet());
        for (String name : names) {
            SpecDifference.differ(
                    differences,
                    name,
                    one.getEnvironment().get(name),
                    other.getEnvironment().get(name));
        }
    }

    /** Where the two courses part, if they do; speed is no part of the course. */
    private static Optional<String> firstOtherMetric(RunHistory one, RunHistory other) {
        Map<String, Double> now = new LinkedHashMap<>();
        other.metrics().forEach(value -> now.put(place(value), value.getValue()));
        return one.metrics().stream()
                .filter(value -> !value.getName().endsWith("PerSecond"))
                .filter(value -> !Double.valueOf(value.getValue()).equals(now.get(place(value))))
                .findFirst()
                .map(value -> "the courses part at %s: %s, now %s"
                        .formatted(place(value), value.getValue(), now.get(place(value))));
    }

    private static String place(MetricValue value) {
        return "%s of epoch %d%s"
                .formatted(value.getName(), value.getEpoch(), value.getStep() == 0 ? "" : ", step " + value.getStep());
    }

    private static String hash(StoredObject object) {
        return object == null ? "none" : object.getSha256();
    }
}
