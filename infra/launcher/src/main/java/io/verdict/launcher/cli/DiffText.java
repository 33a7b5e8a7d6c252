package io.verdict.launcher.cli;

import io.verdict.streams.registry.diff.Change;
import io.verdict.streams.registry.diff.VersionDiff.MetricDelta;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Differences, as lines for people and as objects for programs. */
final class DiffText {

    private DiffText() {}

    /** A change in a line, and a line for each thing that it loosens. */
    static List<String> lines(Change change) {
        List<String> lines = new ArrayList<>();
        if (change.before() == null) {
            lines.add("  + %s: %s".formatted(change.path(), change.after()));
        } else if (change.after() == null) {
            lines.add("  - %s: %s".formatted(change.path(), change.before()));
        } else {
            lines.add("  ~ %s: %s → %s".formatted(change.path(), change.before(), change.after()));
        }
        change.loosens().forEach(text -> lines.add("      LOOSENED: " + text));
        return lines;
    }

    /** A metric of two versions in a line. */
    static String line(MetricDelta metric) {
        String name = metric.slice() == null ? metric.metric() : metric.metric() + "[" + metric.slice() + "]";
        return "    %s: %s → %s%s"
                .formatted(
                        name,
                        metric.before() == null ? "not measured" : metric.before(),
                        metric.after() == null ? "not measured" : metric.after(),
                        metric.delta()
                                .map(delta -> String.format(Locale.ROOT, " (%+.4f)", delta))
                                .orElse(""));
    }

    static Map<String, Object> object(Change change) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("path", change.path());
        object.put("before", change.before());
        object.put("after", change.after());
        if (!change.loosens().isEmpty()) {
            object.put("loosens", change.loosens());
        }
        return object;
    }

    static Map<String, Object> object(MetricDelta metric) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("metric", metric.metric());
        object.put("slice", metric.slice());
        object.put("before", metric.before());
        object.put("after", metric.after());
        object.put("delta", metric.delta().orElse(null));
        return object;
    }
}
