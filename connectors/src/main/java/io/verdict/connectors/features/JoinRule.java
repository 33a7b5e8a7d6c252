package io.verdict.connectors.features;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * How labels are joined with features.
 *
 * @param groups what is looked up, in the order of the columns that it becomes
 * @param timeColumn column of the time at which the features must have held
 * @param knownColumn column of the time by which they must have been known, {@value #USUAL_KNOWN_COLUMN} if the file has
 *     such a one where none is named; where the file has none, or a row says nothing, it is the row's time
 * @param knownBy and never what became known later than this
 * @param maxAge most time between when a value held from and the row's time; empty for any
 */
public record JoinRule(
        List<Group> groups,
        String timeColumn,
        Optional<String> knownColumn,
        Optional<Instant> knownBy,
        Optional<Duration> maxAge) {

    static final String USUAL_KNOWN_COLUMN = "known_by";

    public JoinRule {
        groups = List.copyOf(groups);
        if (groups.isEmpty()) {
            throw new IllegalArgumentException("no feature group is named; which are to be joined?");
        }
        HashSet<String> names = new HashSet<>();
        for (Group group : groups) {
            if (!names.add(group.name())) {
                throw new IllegalArgumentException("the group '" + group.name() + "' is named twice");
            }
        }
    }

    /**
     * A feature group.
     *
     * @param column column of the entities that it is about
     */
    public record Group(String name, String column) {

        /** Column where none is said. */
        public static final String USUAL_COLUMN = "entity";

        /**
         * Reads {@code GROUP} or {@code GROUP:COLUMN}.
         *
         * @throws IllegalArgumentException for anything else
         */
        public static Group parse(String text) {
            String[] parts = text.split(":", -1);
            if (parts.length > 2 || parts[0].isBlank() || parts[parts.length - 1].isBlank()) {
                throw new IllegalArgumentException("'" + text + "' is neither GROUP nor GROUP:COLUMN");
            }
            return new Group(parts[0], parts.length == 2 ? parts[1] : USUAL_COLUMN);
        }
    }

    List<String> groupNames() {
        return groups.stream().map(Group::name).toList();
    }
}
