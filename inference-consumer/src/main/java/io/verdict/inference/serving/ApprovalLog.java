package io.verdict.inference.serving;

import io.verdict.avro.RegistryRefusedException;
import io.verdict.avro.RegistryUnavailableException;
import io.verdict.events.ApprovalWithdrawn;
import io.verdict.events.LogPosition;
import io.verdict.events.ModelEvent;
import io.verdict.events.ServingArm;
import io.verdict.events.VersionApproved;
import io.verdict.events.VersionArchived;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The approvals as the registry's facts say, so that a forged plan serves nothing (REG-3): who can write {@code serving}
 * cannot write {@code models}. Reads on to the end of the facts each time that it is asked. For one thread.
 */
public final class ApprovalLog implements Approvals {
    private static final Logger LOG = LoggerFactory.getLogger(ApprovalLog.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration METADATA_WITHIN = Duration.ofSeconds(10);

    /** One version of one model. */
    private record Version(String model, String version) {}

    /** What was approved of it, and where that is written. */
    private record Approved(String sha256, LogPosition position) {}

    private final String topic;
    private final Supplier<Consumer<String, byte[]>> consumers;
    private final Deserializer<ModelEvent> facts;
    private final Map<Version, Approved> approved = new HashMap<>();
    private Consumer<String, byte[]> consumer;
    private List<TopicPartition> partitions = List.of();

    /** @param consumers opens a consumer in no group, reading committed records */
    public ApprovalLog(String topic, Supplier<Consumer<String, byte[]>> consumers, Deserializer<ModelEvent> facts) {
        this.topic = topic;
        this.consumers = consumers;
        this.facts = facts;
    }

    @Override
    public Optional<String> objection(String model, ServingArm arm) {
        readOn();
        Approved known = approved.get(new Version(model, arm.getVersion()));
        if (known == null) {
            return Optional.of("the registry knows no approval of it that stands");
        }
        if (!known.sha256().equals(arm.getArtifactSha256().toLowerCase(Locale.ROOT))) {
            return Optional.of("what was approved has SHA-256 %s, the plan names %s"
                    .formatted(known.sha256(), arm.getArtifactSha256()));
        }
        LogPosition named = arm.getApproval().getPosition();
        return known.position().equals(named)
                ? Optional.empty()
                : Optional.of("its approval is at %s, the plan names %s".formatted(known.position(), named));
    }

    @Override
    public void close() {
        if (consumer != null) {
            Consumer<String, byte[]> last = consumer;
            consumer = null;
            last.close();
        }
    }

    private void readOn() {
        try {
            open();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, METADATA_WITHIN);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(this::take);
            }
        } catch (RuntimeException e) {
            // From its beginning the next time, as nobody knows what was missed.
            close();
            throw e;
        }
    }

    private void open() {
        if (consumer != null) {
            return;
        }
        approved.clear();
        consumer = consumers.get();
        List<PartitionInfo> known = consumer.partitionsFor(topic, METADATA_WITHIN);
        if (known == null || known.isEmpty()) {
            throw new IllegalStateException(
                    "there is no topic %s; create it with `verdict topics apply`".formatted(topic));
        }
        partitions = known.stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** The fact; null for what is none, which approves nothing. */
    private ModelEvent read(ConsumerRecord<String, byte[]> record) {
        try {
            return facts.deserialize(topic, record.value());
        } catch (RegistryUnavailableException | RegistryRefusedException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.warn(
                    "The record at {}-{}, offset {} is no fact about a model",
                    topic,
                    record.partition(),
                    record.offset(),
                    e);
            return null;
        }
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        ModelEvent event = read(record);
        if (event == null || !event.getModel().equals(record.key())) {
            return;
        }
        if (event.getFact() instanceof VersionApproved fact) {
            approved.put(
                    new Version(event.getModel(), fact.getVersion()),
                    new Approved(
                            fact.getArtifactSha256(),
                            new LogPosition(
                                    topic,
                                    record.partition(),
                                    record.offset(),
                                    event.getMeta().getEventId())));
        } else if (event.getFact() instanceof ApprovalWithdrawn fact) {
            approved.remove(new Version(event.getModel(), fact.getVersion()));
        } else if (event.getFact() instanceof VersionArchived fact) {
            approved.remove(new Version(event.getModel(), fact.getVersion()));
        }
    }
}
