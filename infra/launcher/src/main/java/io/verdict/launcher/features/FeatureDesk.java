package io.verdict.launcher.features;

import io.verdict.connectors.features.FeaturePublication;
import io.verdict.connectors.features.FeatureRow;
import io.verdict.events.FeatureValues;
import io.verdict.topics.ClientConfigs;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Topics;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Publishes tables as features. What the log says already is not said again: it is read through first, once. Two that
 * publish the same table at once may both write it, as the same events, and readers take them for what they are.
 */
public final class FeatureDesk {

    private final ClusterConfig cluster;
    private final Clock clock;

    public FeatureDesk(ClusterConfig cluster, Clock clock) {
        this.cluster = cluster;
        this.clock = clock;
    }

    /**
     * Publishes rows; all are on the log when it returns.
     *
     * @param group feature group
     * @param actor who publishes them
     * @return how many were new
     * @throws io.verdict.connectors.features.ContradictionException when they contradict each other or the log; then
     *     nothing is written
     * @throws IllegalArgumentException when the group's name cannot be used
     */
    public long publish(String group, List<FeatureRow> rows, String actor) {
        FeaturePublication publication = new FeaturePublication(group, rows, actor, clock);
        BoundedLog.upTo(new Moment.Now(), cluster, List.of(Topics.FEATURE_VALUES))
                .read(record -> {
                    publication.saidBefore((FeatureValues) record.value());
                    return true;
                });
        List<FeatureValues> missing = publication.missing();
        if (!missing.isEmpty()) {
            write(missing);
        }
        return missing.size();
    }

    private void write(List<FeatureValues> facts) {
        try (var producer = new KafkaProducer<>(
                ClientConfigs.producer(cluster),
                new StringSerializer(),
                Topics.FEATURE_VALUES.serde(cluster.serdeConfig()).serializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>(facts.size());
            for (FeatureValues fact : facts) {
                sent.add(producer.send(new ProducerRecord<>(Topics.FEATURE_VALUES.name(), fact.getEntity(), fact)));
            }
            producer.flush();
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while publishing features; publish them again", e);
        } catch (ExecutionException e) {
            throw new KafkaException(
                    "The features could not be published, not all of them at least; publish them again", e.getCause());
        }
    }
}
