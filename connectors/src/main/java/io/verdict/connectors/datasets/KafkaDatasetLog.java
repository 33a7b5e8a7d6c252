package io.verdict.connectors.datasets;

import io.verdict.events.DatasetEvent;
import io.verdict.topics.ClientConfigs;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Topic;
import io.verdict.topics.Topics;
import io.verdict.topics.scan.TopicScan;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The log of datasets in Kafka. Each call opens a client of its own, as versions come and go seldom; what Kafka has to
 * complain of comes as a {@link KafkaException}. For one thread.
 */
public final class KafkaDatasetLog implements DatasetLog {

    private static final Topic<DatasetEvent> TOPIC = Topics.DATASETS;
    private static final int PATIENCE_MS = 30_000;

    private final ClusterConfig cluster;

    /** The log of a cluster. */
    public KafkaDatasetLog(ClusterConfig cluster) {
        this.cluster = cluster;
    }

    @Override
    public List<DatasetEvent> facts() {
        List<DatasetEvent> facts = new ArrayList<>();
        TopicScan.all(cluster, TOPIC, fact -> facts.add(fact.value()));
        return facts;
    }

    @Override
    public void append(DatasetEvent fact) throws IOException {
        Map<String, Object> config = ClientConfigs.producer(cluster);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, PATIENCE_MS);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MS);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MS / 2);
        try (KafkaProducer<String, DatasetEvent> producer = new KafkaProducer<>(
                config,
                new StringSerializer(),
                TOPIC.serde(cluster.serdeConfig()).serializer())) {
            producer.send(new ProducerRecord<>(
                            TOPIC.name(), null, fact.getMeta().getTime().toEpochMilli(), fact.getDataset(), fact))
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while telling the log of a dataset");
        } catch (ExecutionException e) {
            throw new KafkaException("The fact could not be written to " + TOPIC.name(), e.getCause());
        }
    }

    @Override
    public void close() {
        // Nothing is held open between calls.
    }
}
