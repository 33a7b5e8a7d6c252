package io.verdict.streams.registry.diff;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Named values of one side, in the order in which they are shown; what has no value is left out. */
final class Fields {

    private final Map<String, String> values = new LinkedHashMap<>();

    Fields with(String name, Object value) {
        if (value != null) {
            values.put(name, value.toString());
        }
        return this;
    }

    /** What differs; a name that only the second side has comes after those of the first. */
    static List<Change> differences(String prefix, Fields before, Fields after) {
        Set<String> names = new LinkedHashSet<>(before.values.keySet());
        names.addAll(after.values.keySet());
        List<Change> changes = new ArrayList<>();
        for (String name : names) {
            String left = before.values.get(name);
            String right = after.values.get(name);
            if (!Objects.equals(left, right)) {
                changes.add(new Change(prefix + name, left, right));
            }
        }
        return changes;
    }

    /** All of them on one line. */
    String line() {
        List<String> parts = new ArrayList<>();
        values.forEach((name, value) -> parts.add(name + " " + value));
        return String.join(", ", parts);
    }
}
