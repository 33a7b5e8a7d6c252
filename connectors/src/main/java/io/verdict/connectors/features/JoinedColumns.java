package io.verdict.connectors.features;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * The columns of a joined table: those of the labels, then for each group its features by name and where they come from,
 * as {@code GROUP.FEATURE}, {@code GROUP._event_time}, {@code GROUP._known_time} and {@code GROUP._position}.
 */
final class JoinedColumns {

    static final String EVENT_TIME = "_event_time";
    static final String KNOWN_TIME = "_known_time";
    static final String POSITION = "_position";

    private final List<String> labels;
    private final List<String> groups;
    private final SortedMap<String, SortedSet<String>> features;
    private final List<String> names;

    /**
     * The columns.
     *
     * @param labels columns of the labels
     * @param features names of the features by group
     * @throws LabelFormatException when two of them would have the same name
     */
    JoinedColumns(List<String> labels, List<String> groups, SortedMap<String, SortedSet<String>> features)
            throws LabelFormatException {
        this.labels = labels;
        this.groups = groups;
        this.features = features;
        this.names = new ArrayList<>(labels);
        for (String group : groups) {
            features.get(group).forEach(feature -> names.add(group + "." + feature));
            for (String origin : List.of(EVENT_TIME, KNOWN_TIME, POSITION)) {
                names.add(group + "." + origin);
            }
        }
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw new LabelFormatException("the column '" + name
                        + "' would be there twice; rename the one of the labels, or the feature, which must not begin with"
                        + " an underscore");
            }
        }
    }

    List<String> names() {
        return names;
    }

    /** A row's values by column, in order; null where there is none. */
    Map<String, Object> row(LabelRow row, List<FeatureFact> facts) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int column = 0; column < labels.size(); column++) {
            values.put(labels.get(column), row.fields().get(column));
        }
        for (int group = 0; group < groups.size(); group++) {
            String name = groups.get(group);
            FeatureFact fact = facts.get(group);
            for (String feature : features.get(name)) {
                values.put(
                        name + "." + feature,
                        fact == null ? null : fact.values().get(feature));
            }
            values.put(
                    name + "." + EVENT_TIME,
                    fact == null ? null : fact.rank().eventTime().toString());
            values.put(
                    name + "." + KNOWN_TIME,
                    fact == null ? null : fact.rank().knownTime().toString());
            values.put(name + "." + POSITION, fact == null ? null : fact.position());
        }
        return values;
    }
}
