package io.verdict.connectors.features;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds for each row what its entities' features were: of each group the fact of highest rank that held at the latest at the
 * row's time, was known at the latest by the row's bound, and is not older than allowed; bounds included.
 *
 * <p>One pass over the history for any number of rows. Memory grows with the rows given, not with the history. Not
 * thread-safe.
 */
public final class PointInTimeJoin {

    private final List<String> groups;
    private final Optional<Duration> maxAge;

    /**
     * A join.
     *
     * @param groups feature groups, each once; rows name an entity for each in this order
     * @param maxAge most time between when a value held from and the row's time; empty for any
     */
    public PointInTimeJoin(List<String> groups, Optional<Duration> maxAge) {
        this.groups = List.copyOf(groups);
        this.maxAge = maxAge;
        if (maxAge.isPresent() && maxAge.get().isNegative()) {
            throw new IllegalArgumentException("the most age of a value is not negative, as is " + maxAge.get());
        }
    }

    /**
     * What was found.
     *
     * @param rows in the order given; of each row one fact per group, null where there is none
     * @param names of all features that the history has, by group, also those of entities that no row names
     * @param unusable records of the history that could not be used
     */
    public record Joined(List<List<FeatureFact>> rows, SortedMap<String, SortedSet<String>> names, long unusable) {}

    /** Joins rows with a history. */
    public Joined join(List<LabelRow> rows, FeatureHistory history) {
        List<Map<String, Entity>> byGroup = new ArrayList<>();
        Map<String, Map<String, Entity>> entities = new HashMap<>();
        SortedMap<String, SortedSet<String>> names = new TreeMap<>();
        for (int group = 0; group < groups.size(); group++) {
            byGroup.add(entities(rows, group));
            entities.put(groups.get(group), byGroup.get(group));
            names.put(groups.get(group), new TreeSet<>());
        }
        long unusable = history.read(fact -> {
            Map<String, Entity> ofGroup = entities.get(fact.group());
            if (ofGroup != null) {
                names.get(fact.group()).addAll(fact.values().keySet());
                Entity entity = ofGroup.get(fact.entity());
                if (entity != null) {
                    entity.timeline.offer(fact);
                }
            }
        });
        List<List<FeatureFact>> found = new ArrayList<>(rows.size());
        for (int row = 0; row < rows.size(); row++) {
            List<FeatureFact> facts = new ArrayList<>(groups.size());
            for (int group = 0; group < groups.size(); group++) {
                Entity entity = byGroup.get(group).get(rows.get(row).entities().get(group));
                facts.add(entity == null ? null : entity.next());
            }
            found.add(facts);
        }
        return new Joined(found, names, unusable);
    }

    private Map<String, Entity> entities(List<LabelRow> rows, int group) {
        Map<String, List<LabelRow>> ofEntity = new HashMap<>();
        for (LabelRow row : rows) {
            String entity = row.entities().get(group);
            if (!entity.isEmpty()) {
                ofEntity.computeIfAbsent(entity, key -> new ArrayList<>(1)).add(row);
            }
        }
        Map<String, Entity> entities = new HashMap<>();
        ofEntity.forEach((entity, its) -> entities.put(entity, new Entity(new Timeline(its, maxAge))));
        return entities;
    }

    /** An entity's rows; they are asked for in the order in which they were given. */
    private static final class Entity {

        private final Timeline timeline;
        private int asked;

        Entity(Timeline timeline) {
            this.timeline = timeline;
        }

        FeatureFact next() {
            return timeline.found(asked++).orElse(null);
        }
    }
}
