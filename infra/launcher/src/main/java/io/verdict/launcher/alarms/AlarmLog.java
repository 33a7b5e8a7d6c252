package io.verdict.launcher.alarms;

import io.verdict.avro.Envelope;
import io.verdict.events.AlarmEvent;
import io.verdict.events.LogPosition;
import io.verdict.launcher.log.EventReader;
import io.verdict.topics.ClientConfigs;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Topics;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/** The log of alarms. Each call opens a client of its own, as alarms are seldom. Safe for use by several threads. */
public final class AlarmLog {

    private final ClusterConfig cluster;
    private final Clock clock;

    public AlarmLog(ClusterConfig cluster, Clock clock) {
        this.cluster = cluster;
        this.clock = clock;
    }

    /** Everything that is on the log now. */
    public AlarmBook read() {
        AlarmBook book = new AlarmBook();
        try (EventReader reader = EventReader.open(cluster, List.of(Topics.ALARMS))) {
            reader.readToEnd(record -> book.add((AlarmEvent) record.value()));
        }
        return book;
    }

    /**
     * Appends a fact; every in-sync replica has it when this returns.
     *
     * @param actor who says so
     * @param alarmId the alarm's name; null for a new one that is named by the fact's event id
     * @param fact one of the union of {@link AlarmEvent}
     * @return where it lies
     */
    public LogPosition append(String actor, String model, String alarmId, Object fact) {
        var meta = Envelope.fresh(clock, actor);
        AlarmEvent event = new AlarmEvent(meta, model, alarmId == null ? meta.getEventId() : alarmId, fact);
        try (var producer = new KafkaProducer<>(
                ClientConfigs.producer(cluster),
                new StringSerializer(),
                Topics.ALARMS.serde(cluster.serdeConfig()).serializer())) {
            RecordMetadata at = producer.send(new ProducerRecord<>(
                            Topics.ALARMS.name(), null, meta.getTime().toEpochMilli(), model, event))
                    .get();
            return Envelope.position(at.topic(), at.partition(), at.offset(), meta);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while telling the log of an alarm", e);
        } catch (ExecutionException e) {
            throw new KafkaException("The alarm could not be written to " + Topics.ALARMS.name(), e.getCause());
        }
    }
}
