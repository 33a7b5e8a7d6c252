package io.verdict.launcher.features;

import io.verdict.avro.FeatureRank;
import io.verdict.connectors.features.FeatureFact;
import io.verdict.connectors.features.FeatureHistory;
import io.verdict.connectors.features.PhotoFeatures;
import io.verdict.events.FeatureValues;
import io.verdict.events.ImageFeatures;
import io.verdict.streams.app.EventTime;
import io.verdict.streams.app.FeatureKeys;
import io.verdict.streams.app.ListingKeys;
import io.verdict.streams.app.UnusableRecordException;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Topic;
import io.verdict.topics.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The history of feature groups on the log, up to a moment. One read at a time. */
public final class FeatureLog implements FeatureHistory {

    private final BoundedLog log;
    private final Set<String> groups;
    private final Known known;
    private final SortedSet<String> seen = new TreeSet<>();

    private FeatureLog(BoundedLog log, Set<String> groups, Known known) {
        this.log = log;
        this.groups = groups;
        this.known = known;
    }

    /**
     * The history of these groups.
     *
     * @throws org.apache.kafka.common.errors.TimeoutException when no broker answers
     * @throws io.verdict.topics.scan.NoSuchTopicException when the cluster lacks a topic
     * @throws IllegalArgumentException when the moment is none of this log
     */
    public static FeatureLog upTo(Moment moment, ClusterConfig cluster, Collection<String> groups, Known known) {
        List<Topic<?>> topics = new ArrayList<>();
        if (groups.stream().anyMatch(PhotoFeatures::isGroup)) {
            topics.add(Topics.IMAGE_FEATURES);
        }
        if (!groups.stream().allMatch(PhotoFeatures::isGroup)) {
            topics.add(Topics.FEATURE_VALUES);
        }
        return new FeatureLog(BoundedLog.upTo(moment, cluster, topics), Set.copyOf(groups), known);
    }

    @Override
    public SortedMap<String, SortedMap<Integer, Long>> positions() {
        SortedMap<String, SortedMap<Integer, Long>> positions = new TreeMap<>();
        log.bounds().forEach((partition, bound) -> positions
                .computeIfAbsent(partition.topic(), topic -> new TreeMap<>())
                .put(partition.partition(), bound));
        return positions;
    }

    /** Groups that something was said in, of those on the topics that were read; known after a read. */
    public SortedSet<String> seen() {
        return Collections.unmodifiableSortedSet(seen);
    }

    @Override
    public long read(Consumer<FeatureFact> each) {
        return log.read(record -> {
            try {
                facts(record).forEach(each);
                return true;
            } catch (UnusableRecordException e) {
                // The catalog app sets it aside by the same rule, and says why.
                return false;
            }
        });
    }

    private List<FeatureFact> facts(ConsumerRecord<String, SpecificRecord> record) {
        String position = record.topic() + "/" + record.partition() + "/" + record.offset();
        if (record.value() instanceof FeatureValues fact) {
            FeatureKeys.of(record.key(), fact, EventTime.of(fact.getMeta(), record.timestamp()));
            seen.add(fact.getFeatureGroup());
            if (!groups.contains(fact.getFeatureGroup())) {
                return List.of();
            }
            FeatureRank rank = new FeatureRank(
                    fact.getEventTime(),
                    known.time(fact.getMeta().getTime(), record.timestamp()),
                    fact.getMeta().getEventId());
            return List.of(new FeatureFact(fact.getFeatureGroup(), fact.getEntity(), rank, position, fact.getValues()));
        }
        ImageFeatures measured = (ImageFeatures) record.value();
        ListingKeys.check(record.key(), measured.getListingId());
        seen.addAll(List.of(PhotoFeatures.BY_IMAGE, PhotoFeatures.BY_LISTING));
        return groups.stream()
                .filter(PhotoFeatures::isGroup)
                .sorted()
                .map(group -> PhotoFeatures.fact(
                        group, measured, known.time(measured.getMeta().getTime(), record.timestamp()), position))
                .toList();
    }
}
