package io.verdict.connectors.datasets;

import io.verdict.connectors.store.ObjectRef;
import io.verdict.events.LabelApproved;
import io.verdict.events.LabelBox;
import io.verdict.events.LabelEvent;
import io.verdict.events.LabelRejected;
import io.verdict.events.LabelSet;
import io.verdict.events.LabelSuperseded;
import io.verdict.events.LogBound;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Topic;
import io.verdict.topics.Topics;
import io.verdict.topics.scan.TopicScan;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;

/**
 * What the log of labels says up to positions that are fixed when it is opened: the present end of each partition, or
 * its first record after a time. Only approvals and their ends matter to a dataset. What Kafka has to complain of comes
 * as a {@link org.apache.kafka.common.KafkaException}. For one thread.
 */
public final class KafkaLabelFacts implements LabelFacts {

    private static final Topic<LabelEvent> TOPIC = Topics.LABELS;

    private final ClusterConfig cluster;
    private final Map<TopicPartition, Long> ends;

    private KafkaLabelFacts(ClusterConfig cluster, Map<TopicPartition, Long> ends) {
        this.cluster = cluster;
        this.ends = ends;
    }

    /**
     * Facts up to a moment.
     *
     * @param asOf in each partition, facts before the first record with a later time stamp count; empty for all that are
     *     there now
     * @throws io.verdict.topics.scan.NoSuchTopicException if the cluster has no such topic
     */
    public static KafkaLabelFacts of(ClusterConfig cluster, Optional<Instant> asOf) {
        try (TopicScan<LabelEvent> scan = TopicScan.open(cluster, TOPIC)) {
            Map<TopicPartition, Long> ends = new TreeMap<>(Comparator.comparingInt(TopicPartition::partition));
            ends.putAll(asOf.map(scan::ends).orElseGet(scan::ends));
            return new KafkaLabelFacts(cluster, ends);
        }
    }

    @Override
    public List<LogBound> positions() {
        return ends.entrySet().stream()
                .map(end -> new LogBound(TOPIC.name(), end.getKey().partition(), end.getValue()))
                .toList();
    }

    @Override
    public void forEach(Each each) throws IOException {
        try (TopicScan<LabelEvent> scan = TopicScan.open(cluster, TOPIC)) {
            scan.upTo(ends, event -> {
                Optional<LabelFact> fact = fact(event.value());
                if (fact.isPresent()) {
                    each.accept(fact.get());
                }
            });
        }
    }

    static Optional<LabelFact> fact(LabelEvent event) {
        Function<String, Optional<LabelFact>> ended =
                labelSetId -> Optional.of(new LabelFact.Ended(event.getImageId(), event.getRevision(), labelSetId));
        Object fact = event.getFact();
        if (fact instanceof LabelApproved approved) {
            return Optional.of(new LabelFact.Approved(event.getRevision(), photo(approved.getLabels())));
        }
        if (fact instanceof LabelRejected rejected && rejected.getWasApproved()) {
            return ended.apply(rejected.getLabelSetId());
        }
        if (fact instanceof LabelSuperseded superseded && superseded.getWasApproved()) {
            return ended.apply(superseded.getLabelSetId());
        }
        return Optional.empty();
    }

    private static LabelledPhoto photo(LabelSet labels) {
        return new LabelledPhoto(
                labels.getImage().getImageId(),
                ObjectRef.of(labels.getImage().getObject()),
                labels.getImage().getListingId(),
                labels.getLabelSetId(),
                labels.getImage().getWidth(),
                labels.getImage().getHeight(),
                labels.getBoxes().stream().map(KafkaLabelFacts::box).toList());
    }

    private static PhotoBox box(LabelBox box) {
        return new PhotoBox(
                box.getLabel(),
                decimal(box.getBox().getX()),
                decimal(box.getBox().getY()),
                decimal(box.getBox().getWidth()),
                decimal(box.getBox().getHeight()),
                box.getCrowd());
    }

    /** The number that somebody wrote, 0.1 and not 0.10000000149011612. */
    private static double decimal(float pixels) {
        return Double.parseDouble(Float.toString(pixels));
    }
}
