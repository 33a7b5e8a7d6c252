package io.verdict.connectors.ingest;

import io.verdict.avro.Envelope;
import io.verdict.events.ImageUploaded;
import io.verdict.events.LogPosition;
import io.verdict.events.Photo;
import io.verdict.topics.ClientConfigs;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Topic;
import io.verdict.topics.Topics;
import io.verdict.topics.scan.Partitions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The log of uploads in Kafka: an idempotent producer, keyed by listing. */
final class KafkaUploadLog implements UploadLog {

    private static final Topic<ImageUploaded> TOPIC = Topics.IMAGE_UPLOADS;
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int REQUEST_SHARE = 2;

    private final ClusterConfig cluster;
    private final String clusterId;
    private final KafkaProducer<String, ImageUploaded> producer;

    private KafkaUploadLog(ClusterConfig cluster, String clusterId, KafkaProducer<String, ImageUploaded> producer) {
        this.cluster = cluster;
        this.clusterId = clusterId;
        this.producer = producer;
    }

    /** Opens the log after asking the broker and the registry whether they are there. */
    static KafkaUploadLog open(ClusterConfig cluster, Duration patience) throws UploadException {
        String clusterId = ClusterCheck.run(cluster, TOPIC, patience);
        try {
            return new KafkaUploadLog(cluster, clusterId, producer(cluster, patience));
        } catch (KafkaException e) {
            throw UploadFaults.translate(e, TOPIC.name());
        }
    }

    private static KafkaProducer<String, ImageUploaded> producer(ClusterConfig cluster, Duration patience) {
        Map<String, Object> config = ClientConfigs.producer(cluster);
        int limit = Math.toIntExact(patience.toMillis());
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, limit);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, limit);
        // A request that is not answered must leave time for another.
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, limit / REQUEST_SHARE);
        return new KafkaProducer<>(
                config,
                new StringSerializer(),
                TOPIC.serde(cluster.serdeConfig()).serializer());
    }

    @Override
    public String clusterId() {
        return clusterId;
    }

    @Override
    public CompletableFuture<LogPosition> append(ImageUploaded upload) {
        CompletableFuture<LogPosition> appended = new CompletableFuture<>();
        ProducerRecord<String, ImageUploaded> message = new ProducerRecord<>(
                TOPIC.name(),
                null,
                upload.getMeta().getTime().toEpochMilli(),
                upload.getPhoto().getListingId(),
                upload,
                UploadHeaders.of(upload));
        String what = upload.getPhoto().getObject().getUri();
        try {
            producer.send(message, (written, failure) -> {
                if (failure == null) {
                    appended.complete(Envelope.position(
                            written.topic(), written.partition(), written.offset(), upload.getMeta()));
                } else {
                    fail(appended, failure, what);
                }
            });
        } catch (KafkaException | IllegalStateException e) {
            fail(appended, e, what);
        }
        return appended;
    }

    /** Completes in any case: nobody else would, and somebody waits. */
    private static void fail(CompletableFuture<?> appended, Exception failure, String what) {
        try {
            appended.completeExceptionally(UploadFaults.translate(failure, what));
        } catch (RuntimeException unforeseen) {
            appended.completeExceptionally(unforeseen);
        }
    }

    @Override
    public Map<String, Receipt> find(Set<String> imageIds, Instant since) throws UploadException {
        Set<String> missing = new HashSet<>(imageIds);
        Map<String, Receipt> found = new HashMap<>();
        try (KafkaConsumer<String, ImageUploaded> consumer = new KafkaConsumer<>(
                ClientConfigs.reader(cluster),
                new StringDeserializer(),
                TOPIC.serde(cluster.serdeConfig()).deserializer())) {
            Map<TopicPartition, Long> ends = seek(consumer, since);
            while (!missing.isEmpty() && behind(consumer, ends)) {
                for (ConsumerRecord<String, ImageUploaded> each : consumer.poll(POLL)) {
                    Photo photo = each.value().getPhoto();
                    if (missing.remove(photo.getImageId())) {
                        found.put(
                                photo.getImageId(), new Receipt(photo.getImageId(), position(each), photo.getObject()));
                    }
                }
            }
            return found;
        } catch (KafkaException e) {
            throw UploadFaults.translate(e, TOPIC.name());
        }
    }

    private static LogPosition position(ConsumerRecord<String, ImageUploaded> at) {
        return Envelope.position(
                at.topic(), at.partition(), at.offset(), at.value().getMeta());
    }

    /** Goes to the first record of that time in each partition; returns where each one ends now. */
    private Map<TopicPartition, Long> seek(KafkaConsumer<?, ?> consumer, Instant since) {
        List<TopicPartition> partitions = Partitions.of(consumer, cluster, TOPIC.name());
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, Long> times =
                partitions.stream().collect(Collectors.toMap(Function.identity(), each -> since.toEpochMilli()));
        Map<TopicPartition, OffsetAndTimestamp> starts = consumer.offsetsForTimes(times);
        partitions.forEach(each -> {
            OffsetAndTimestamp start = starts.get(each);
            consumer.seek(each, start == null ? ends.get(each) : start.offset());
        });
        return ends;
    }

    private static boolean behind(KafkaConsumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
    }

    @Override
    public void close() {
        producer.close();
    }
}
