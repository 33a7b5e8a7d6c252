package io.verdict.launcher.runs;

import io.verdict.avro.Envelope;
import io.verdict.connectors.runs.RunOrder;
import io.verdict.connectors.runs.StopSwitch;
import io.verdict.events.AskForTraining;
import io.verdict.events.Meta;
import io.verdict.events.StopRequested;
import io.verdict.events.TrainingCommand;
import io.verdict.events.TrainingRequested;
import io.verdict.topics.ClientConfigs;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/** What people ask about training, on the log. Safe for use by several threads. */
public final class TrainingRequests {

    private static final Duration POLL = Duration.ofMillis(500);

    private final ClusterConfig cluster;
    private final Clock clock;

    public TrainingRequests(ClusterConfig cluster, Clock clock) {
        this.cluster = cluster;
        this.clock = clock;
    }

    /** Says that a run is made here; the order says where that is written. */
    public RunOrder ask(String runId, String author, TrainingRequested request) {
        RunOrder.Cause cause = send(author, request.getSpec().getModel(), runId, request);
        return new RunOrder(runId, author, request, Optional.of(cause));
    }

    /** Asks whoever makes a run to end it. */
    public void askToStop(String runId, String model, String author, String reason) {
        send(author, model, runId, new StopRequested(reason));
    }

    /**
     * Asks for a run by the model's rules, whoever makes it.
     *
     * @return event id of the command; what comes of it names it among its causes
     */
    public String askByRules(String model, String author, String reason) {
        return send(author, model, null, new AskForTraining(reason)).position().getEventId();
    }

    private RunOrder.Cause send(String author, String model, String runId, Object request) {
        Meta meta = Envelope.fresh(clock, author);
        TrainingCommand event = new TrainingCommand(meta, model, runId, request);
        try (var producer = new KafkaProducer<>(
                ClientConfigs.producer(cluster),
                new StringSerializer(),
                Topics.TRAINING_COMMANDS.serde(cluster.serdeConfig()).serializer())) {
            RecordMetadata at = producer.send(new ProducerRecord<>(Topics.TRAINING_COMMANDS.name(), model, event))
                    .get();
            return new RunOrder.Cause(
                    Envelope.position(at.topic(), at.partition(), at.offset(), meta), meta.getCorrelationId());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while asking about training " + model, e);
        } catch (ExecutionException e) {
            throw new KafkaException("What is asked about training " + model + " could not be written", e.getCause());
        }
    }

    /** Turns a switch when somebody asks from here on that a run, or one that it is a trial of, be stopped. */
    public Listening listen(String runId, StopSwitch stop) {
        return Listening.begin(cluster, runId, stop);
    }
}
