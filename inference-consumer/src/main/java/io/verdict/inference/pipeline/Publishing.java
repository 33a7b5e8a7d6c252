package io.verdict.inference.pipeline;

import io.verdict.avro.AvroSerializer;
import io.verdict.avro.SchemaRegistry;
import io.verdict.topics.Topic;
import io.verdict.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Turns events into records, serialised on the caller's thread so that the loop only hands them on. Safe for use by many
 * threads.
 */
public final class Publishing {
    private static final List<Topic<?>> TOPICS =
            List.of(Topics.DETECTIONS, Topics.SHADOW_DETECTIONS, Topics.DETECTION_FAILURES, Topics.IMAGE_FEATURES);
    private static final List<Topic<?>> PREDICTED =
            List.of(Topics.PREDICTIONS, Topics.SHADOW_PREDICTIONS, Topics.PREDICTION_FAILURES);

    /** Kafka's default for a topic (max.message.bytes), less what keys, headers and the batch around them take. */
    private static final int MOST_BYTES = 1_000_000;

    private final AvroSerializer<SpecificRecord> serializer;

    public Publishing(SchemaRegistry registry) {
        this.serializer = new AvroSerializer<>(registry);
    }

    /**
     * Asks for the id of every schema that will be written, so that a registry that is down or refuses is noticed before
     * the first record and not in its midst.
     */
    public static void prime(SchemaRegistry registry, Duty duty) {
        List<Topic<?>> written =
                switch (duty) {
                    case DECIDE, SHADOW -> TOPICS;
                    case PREDICT, PREDICT_SHADOW -> PREDICTED;
                };
        written.forEach(topic -> registry.register(topic.subject(), topic.schema()));
    }

    /**
     * The event's record.
     *
     * @throws EventTooLargeException if the log would not take it
     */
    public <V extends SpecificRecord> ProducerRecord<byte[], byte[]> record(
            Topic<V> topic, String key, V event, List<Header> headers) {
        byte[] value = serializer.serialize(topic.name(), event);
        if (value.length > MOST_BYTES) {
            throw new EventTooLargeException(topic.name(), value.length, MOST_BYTES);
        }
        return new ProducerRecord<>(topic.name(), null, key.getBytes(StandardCharsets.UTF_8), value, headers);
    }

    /** A record that cannot be read, byte for byte, with where it came from and why in headers. */
    public static ProducerRecord<byte[], byte[]> deadLetter(ConsumerRecord<byte[], byte[]> unreadable, String why) {
        RecordHeaders headers = new RecordHeaders(unreadable.headers());
        headers.add(text("dead-letter.topic", unreadable.topic()));
        headers.add(text("dead-letter.partition", Integer.toString(unreadable.partition())));
        headers.add(text("dead-letter.offset", Long.toString(unreadable.offset())));
        headers.add(text("dead-letter.timestamp", Long.toString(unreadable.timestamp())));
        headers.add(text("dead-letter.app", "inference-consumer"));
        headers.add(text("dead-letter.reason", why));
        return new ProducerRecord<>(Topics.DEAD_LETTERS.name(), null, unreadable.key(), unreadable.value(), headers);
    }

    private static Header text(String key, String value) {
        return new RecordHeader(key, value.getBytes(StandardCharsets.UTF_8));
    }
}
