package io.verdict.connectors.features;

import io.verdict.avro.EventIds;
import io.verdict.avro.FeatureRank;
import io.verdict.events.FeatureValues;
import io.verdict.events.Meta;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Decides which rows of a table the log does not say yet. Pure apart from the clock it is given; a row that is published
 * again is the same event.
 *
 * <p>A row that says when it was known is the event with its content as its identity. One that does not is new where what
 * stands for that entity and time is something else: it is a correction, known from now on, and its identity follows from
 * what it corrects, so a value that is taken back and comes again is another event.
 */
public final class FeaturePublication {

    private static final Comparator<FeatureValues> BY_RANK = Comparator.comparing(FeatureRank::of);

    private final String group;
    private final String actor;
    private final Clock clock;
    private final Map<Moment, List<FeatureRow>> rows = new HashMap<>();
    private final List<Moment> order = new ArrayList<>();
    private final Map<Moment, List<FeatureValues>> said = new HashMap<>();

    /** What a row is about. */
    private record Moment(String entity, Instant held) {}

    /**
     * A table that is to be published.
     *
     * @param group feature group that it is about
     * @param actor who publishes it
     * @throws IllegalArgumentException when the group's name cannot be used
     */
    public FeaturePublication(String group, List<FeatureRow> table, String actor, Clock clock) {
        if (PhotoFeatures.isGroup(group)) {
            throw new IllegalArgumentException(
                    "what is in '" + group + "' is measured by the platform; name another group");
        }
        if (!group.matches("[A-Za-z][A-Za-z0-9_-]{0,99}")) {
            throw new IllegalArgumentException(
                    "'" + group + "' is no name of a feature group; write at most 100 letters, digits, _ and -");
        }
        this.group = group;
        this.actor = actor;
        this.clock = clock;
        for (FeatureRow row : table) {
            Moment moment = new Moment(row.entity(), row.held());
            rows.computeIfAbsent(moment, key -> {
                        order.add(key);
                        return new ArrayList<>(1);
                    })
                    .add(row);
        }
    }

    /** Takes note of something that the log says already. */
    public void saidBefore(FeatureValues fact) {
        Moment moment = new Moment(fact.getEntity(), fact.getEventTime());
        if (fact.getFeatureGroup().equals(group) && rows.containsKey(moment)) {
            said.computeIfAbsent(moment, key -> new ArrayList<>(1)).add(fact);
        }
    }

    /**
     * What is to be written, in the order of the table.
     *
     * @throws ContradictionException when nobody could tell which of two statements holds
     */
    public List<FeatureValues> missing() {
        List<FeatureValues> missing = new ArrayList<>();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        for (Moment moment : order) {
            if (moment.held().isAfter(now)) {
                throw new ContradictionException(
                        "%s holds from %s, which is later than now; nothing that is to come is known yet"
                                .formatted(moment.entity(), moment.held()));
            }
            List<FeatureValues> known = new ArrayList<>(said.getOrDefault(moment, List.of()));
            for (FeatureRow row : rows.get(moment)) {
                (row.known().isPresent() ? dated(row, known, now) : undated(row, known, now)).ifPresent(fact -> {
                    missing.add(fact);
                    known.add(fact);
                });
            }
        }
        return missing;
    }

    private Optional<FeatureValues> dated(FeatureRow row, List<FeatureValues> known, Instant now) {
        Instant since = row.known().orElseThrow();
        if (since.isBefore(row.held())) {
            throw new ContradictionException(
                    "%s holds from %s and was known at %s; nothing that is to come is known yet"
                            .formatted(row.entity(), row.held(), since));
        }
        if (since.isAfter(now)) {
            throw new ContradictionException(
                    "%s holds from %s and is known from %s, which is later than now; publish it then"
                            .formatted(row.entity(), row.held(), since));
        }
        for (FeatureValues fact : known) {
            if (fact.getMeta().getTime().equals(since)) {
                demandSame(row, fact);
                return Optional.empty();
            }
        }
        return Optional.of(fact(row, since, since.toString()));
    }

    private Optional<FeatureValues> undated(FeatureRow row, List<FeatureValues> known, Instant now) {
        if (rows.get(new Moment(row.entity(), row.held())).size() > 1) {
            rows.get(new Moment(row.entity(), row.held())).forEach(other -> demandSame(row, other.values()));
        }
        Optional<FeatureValues> standing = known.stream().max(BY_RANK);
        if (standing.filter(fact -> fact.getValues().equals(row.values())).isPresent()) {
            return Optional.empty();
        }
        String corrects = standing.map(fact -> fact.getMeta().getEventId()).orElse("");
        // A clock that steps back must not make a correction older than what it corrects.
        Instant since = standing.map(fact -> fact.getMeta().getTime().plus(1, ChronoUnit.MICROS))
                .filter(now::isBefore)
                .orElse(now);
        return Optional.of(fact(row, since, "corrects " + corrects));
    }

    private void demandSame(FeatureRow row, FeatureValues fact) {
        demandSame(row, fact.getValues());
    }

    private void demandSame(FeatureRow row, Map<String, Object> values) {
        if (!values.equals(row.values())) {
            throw new ContradictionException(
                    "two things are said of %s in '%s' at %s that became known at the same time, and differ; give the right one a later known time, or remove the wrong one"
                            .formatted(row.entity(), group, row.held()));
        }
    }

    private FeatureValues fact(FeatureRow row, Instant known, String version) {
        String id = EventIds.ofContent(row.held(), content(row, version));
        return new FeatureValues(
                new Meta(id, known, actor, id, null), group, row.entity(), row.held(), new TreeMap<>(row.values()));
    }

    /** Every part with its length, so that no two contents read alike. */
    private String content(FeatureRow row, String version) {
        StringBuilder text = new StringBuilder();
        append(text, group);
        append(text, row.entity());
        append(text, row.held().toString());
        append(text, version);
        new TreeMap<>(row.values()).forEach((name, value) -> {
            append(text, name);
            append(text, value.getClass().getSimpleName());
            append(text, value.toString());
        });
        return text.toString();
    }

    private static void append(StringBuilder text, String part) {
        text.append(part.length()).append(':').append(part);
    }
}
