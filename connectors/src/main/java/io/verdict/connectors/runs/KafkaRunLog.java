package io.verdict.connectors.runs;

import io.verdict.avro.Envelope;
import io.verdict.events.Meta;
import io.verdict.events.RunEvent;
import io.verdict.topics.ClientConfigs;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Role;
import io.verdict.topics.Topic;
import io.verdict.topics.Topics;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A run's facts in Kafka, each batch of them one transaction. The transactional id names the run: opening it ends the
 * transaction of a predecessor that died and fences one that still lives (KIP-98), so what is read afterwards is all
 * there is.
 */
public final class KafkaRunLog implements RunLog {

    private static final Topic<RunEvent> TOPIC = Topics.RUNS;

    private final RunOrder order;
    private final Clock clock;
    private final KafkaProducer<String, RunEvent> producer;
    private final RunHistory history;

    private KafkaRunLog(RunOrder order, Clock clock, KafkaProducer<String, RunEvent> producer, RunHistory history) {
        this.order = order;
        this.clock = clock;
        this.producer = producer;
        this.history = history;
    }

    /**
     * Takes a run over: its one writer from here on.
     *
     * @throws RunLogException if the log does not answer or does not let this process in
     */
    public static KafkaRunLog open(ClusterConfig cluster, RunOrder order, Clock clock) {
        var config = ClientConfigs.transactionalProducer(cluster, Role.TRAINER.clientPrefix() + "-" + order.runId());
        KafkaProducer<String, RunEvent> producer = new KafkaProducer<>(
                config,
                new StringSerializer(),
                TOPIC.serde(cluster.serdeConfig()).serializer());
        try {
            producer.initTransactions();
            return new KafkaRunLog(order, clock, producer, RunArchive.read(cluster, order.runId()));
        } catch (KafkaException e) {
            producer.close();
            throw new RunLogException(
                    "Run %s cannot be opened on the log: %s".formatted(order.runId(), e.getMessage()), e);
        } catch (RuntimeException e) {
            producer.close();
            throw e;
        }
    }

    @Override
    public RunHistory history() {
        return history;
    }

    @Override
    public synchronized void append(List<?> facts) {
        List<RunEvent> events = new ArrayList<>();
        for (Object fact : facts) {
            events.add(new RunEvent(meta(), order.runId(), history.revision() + 1 + events.size(), fact));
        }
        RunHistory next = history.copy();
        events.forEach(next::apply);
        write(events);
        events.forEach(history::apply);
    }

    private void write(List<RunEvent> events) {
        try {
            producer.beginTransaction();
            for (RunEvent event : events) {
                producer.send(new ProducerRecord<>(
                        TOPIC.name(), null, event.getMeta().getTime().toEpochMilli(), order.runId(), event));
            }
            producer.commitTransaction();
        } catch (ProducerFencedException | InvalidProducerEpochException e) {
            throw new RunLogException(
                    "Another process has taken run %s over; this one writes no more".formatted(order.runId()), e);
        } catch (KafkaException e) {
            throw new RunLogException(
                    "The log does not take the facts of run %s: %s. Resume the run when it does"
                            .formatted(order.runId(), e.getMessage()),
                    e);
        }
    }

    private Meta meta() {
        String correlation = history.correlationId()
                .or(() -> order.cause().map(RunOrder.Cause::correlationId))
                .orElse(null);
        Meta meta = correlation == null
                ? Envelope.fresh(clock, order.author())
                : Envelope.fresh(clock, order.author(), correlation);
        return order.cause()
                .map(cause -> Meta.newBuilder(meta).setCause(cause.position()).build())
                .orElse(meta);
    }

    @Override
    public void close() {
        producer.close();
    }
}
