package io.verdict.connectors.features;

import io.verdict.avro.FeatureRank;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A history in memory, of facts in one partition. */
class Facts implements FeatureHistory {

    static final Instant NOON = Instant.parse("2026-05-15T12:00:00Z");

    private final List<FeatureFact> facts;
    private int reads;

    Facts(FeatureFact... facts) {
        this(Arrays.asList(facts));
    }

    Facts(List<FeatureFact> facts) {
        this.facts = List.copyOf(facts);
    }

    static Instant at(long seconds) {
        return NOON.plusSeconds(seconds);
    }

    /** A fact about a price; times in seconds after noon. */
    static FeatureFact fact(String id, String group, String entity, long held, long known) {
        return new FeatureFact(
                group,
                entity,
                new FeatureRank(at(held), at(known), id),
                "topic/0/" + id,
                new TreeMap<>(Map.of("price", (double) held)));
    }

    static LabelRow row(long time, long knownBy, String... entities) {
        return new LabelRow(List.of(), at(time), at(knownBy), List.of(entities));
    }

    List<FeatureFact> all() {
        return new ArrayList<>(facts);
    }

    int reads() {
        return reads;
    }

    @Override
    public SortedMap<String, SortedMap<Integer, Long>> positions() {
        return new TreeMap<>(Map.of("topic", new TreeMap<>(Map.of(0, (long) facts.size()))));
    }

    @Override
    public long read(Consumer<FeatureFact> each) {
        reads++;
        facts.forEach(each);
        return 2;
    }
}
