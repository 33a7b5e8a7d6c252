package io.verdict.inference;

import io.verdict.avro.SchemaRegistry;
import io.verdict.inference.loop.LoopClients;
import io.verdict.inference.pipeline.Duty;
import io.verdict.inference.pipeline.Publishing;
import io.verdict.topics.ClientConfigs;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.StickyAssignor;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * The Kafka clients of an instance.
 *
 * <p>The group uses the classic protocol, not KIP-848's: there a killed static member's successor is turned away
 * (UNRELEASED_INSTANCE_ID) until the session has timed out, here it takes over at once. And its assignor is eager, not
 * cooperative: a static member that restarts between the two rounds of a cooperative rebalance is given its partitions
 * back without a rebalance and never gives up those that others wait for, so nobody reads them.
 */
final class InferenceClients {
    private static final int FETCH_MAX_WAIT_MS = 100;
    private static final int SHADOW_FETCH_BYTES = 64 << 10;
    /** A dead letter is as large as the largest record, plus its headers. */
    private static final int MAX_REQUEST_BYTES = 2 << 20;

    private static final int LINGER_MS = 1;
    private static final int BATCH_BYTES = 256 << 10;

    private final InferenceConfig config;
    private final UnaryOperator<Producer<byte[], byte[]>> decorator;

    /** @param decorator put around each producer, for tests that make it fail */
    InferenceClients(InferenceConfig config, UnaryOperator<Producer<byte[], byte[]>> decorator) {
        this.config = config;
        this.decorator = decorator;
    }

    /** Reads a whole topic of the registry's, in no group; the name tells its clients apart. */
    Consumer<String, byte[]> registry(String name) {
        Map<String, Object> properties = ClientConfigs.reader(config.cluster());
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId(name));
        return new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
    }

    LoopClients of(Duty duty, SchemaRegistry registry) {
        return new LoopClients(() -> consumer(duty), () -> {
            Publishing.prime(registry, duty);
            return producer(duty);
        });
    }

    private Consumer<byte[], byte[]> consumer(Duty duty) {
        Map<String, Object> properties = ClientConfigs.consumer(config.cluster(), group(duty));
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId(group(duty)));
        properties.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
        properties.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, StickyAssignor.class.getName());
        config.membership()
                .instanceId()
                .ifPresent(instance ->
                        properties.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, group(duty) + "-" + instance));
        // Half of what fits, so that reading on and working off overlap.
        properties.put(
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                Math.max(1, config.stages().maxPhotosInFlight() / 2));
        // A record is sent as soon as it is there; this only bounds how long a fetch that found none is out.
        properties.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
        properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_MAX_WAIT_MS);
        if (duty.isOfShadows()) {
            // Nobody waits for shadows, and mostly there are none.
            properties.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, SHADOW_FETCH_BYTES);
            // Shadows see what comes from their first day on, not the whole history.
            properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        }
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private Producer<byte[], byte[]> producer(Duty duty) {
        String instance = config.membership().instanceId().orElseGet(() -> UUID.randomUUID()
                .toString());
        Map<String, Object> properties =
                ClientConfigs.transactionalProducer(config.cluster(), group(duty) + "-" + instance);
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, clientId(group(duty)));
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
        // Long enough for a transaction's records to share a request, short enough to be sent beside its offsets.
        properties.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MS);
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        return decorator.apply(new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer()));
    }

    private String group(Duty duty) {
        String group = config.membership().group();
        return switch (duty) {
            case DECIDE -> group;
            case SHADOW -> group + "-shadow";
            case PREDICT -> group + "-predictions";
            case PREDICT_SHADOW -> group + "-predictions-shadow";
        };
    }

    private String clientId(String name) {
        return name + config.membership().instanceId().map(id -> "-" + id).orElse("");
    }
}
