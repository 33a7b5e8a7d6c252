package io.verdict.launcher.predict;

import io.verdict.avro.Envelope;
import io.verdict.events.Arm;
import io.verdict.events.Meta;
import io.verdict.events.PredictionCompleted;
import io.verdict.events.PredictionFailed;
import io.verdict.events.PredictionRequested;
import io.verdict.launcher.log.EventReader;
import io.verdict.topics.ClientConfigs;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Writes requests to {@code prediction-requests}, and waits for the answers: from where their topics ended before the
 * requests were written, so none is missed. On a cluster with access control it needs the credentials of the role
 * {@code prediction-gateway}. Safe for use by many threads.
 */
public final class PredictionGateway {

    private static final Duration POLL = Duration.ofMillis(100);

    private final ClusterConfig cluster;
    private final Clock clock;

    public PredictionGateway(ClusterConfig cluster, Clock clock) {
        this.cluster = cluster;
        this.clock = clock;
    }

    /**
     * A question.
     *
     * @param requestId null for one of its own
     * @param entity what it is about; null for the request itself
     * @param input a {@link io.verdict.events.RowInput} or a {@link io.verdict.events.TextInput}
     */
    public record Question(String actor, String model, String requestId, String entity, Object input) {}

    /**
     * Asks.
     *
     * @return for each question in its place {@link PredictionCompleted} or {@link PredictionFailed}; empty where no answer
     *     came within {@code patience}: the question stays on the log and is answered when a consumer runs
     */
    public List<Optional<SpecificRecord>> ask(List<Question> questions, Duration patience) {
        try (EventReader reader = EventReader.open(cluster, List.of(Topics.PREDICTIONS, Topics.PREDICTION_FAILURES))) {
            reader.seekToEnd();
            List<PredictionRequested> requests =
                    questions.stream().map(this::request).toList();
            send(requests);
            Map<String, SpecificRecord> answers =
                    await(reader, requests, clock.instant().plus(patience));
            return requests.stream()
                    .map(request ->
                            Optional.ofNullable(answers.get(request.getMeta().getEventId())))
                    .toList();
        }
    }

    private PredictionRequested request(Question question) {
        Meta meta = Envelope.fresh(clock, question.actor());
        String id = question.requestId() == null ? meta.getEventId() : question.requestId();
        return new PredictionRequested(
                meta, id, question.model(), question.entity() == null ? id : question.entity(), question.input());
    }

    private void send(List<PredictionRequested> requests) {
        try (var producer = new KafkaProducer<>(
                ClientConfigs.producer(cluster),
                new StringSerializer(),
                Topics.PREDICTION_REQUESTS.serde(cluster.serdeConfig()).serializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (PredictionRequested request : requests) {
                sent.add(producer.send(
                        new ProducerRecord<>(Topics.PREDICTION_REQUESTS.name(), request.getEntity(), request)));
            }
            for (Future<RecordMetadata> each : sent) {
                each.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while asking for a prediction", e);
        } catch (ExecutionException e) {
            throw new KafkaException("The question could not be asked", e.getCause());
        }
    }

    private Map<String, SpecificRecord> await(
            EventReader reader, List<PredictionRequested> requests, Instant deadline) {
        Map<String, SpecificRecord> answers = new HashMap<>();
        while (clock.instant().isBefore(deadline)
                && !requests.stream()
                        .allMatch(
                                request -> answers.containsKey(request.getMeta().getEventId()))) {
            reader.poll(POLL).forEach(record -> {
                if (!isOfAShadow(record.value())) {
                    answers.putIfAbsent(cause(record.value()), record.value());
                }
            });
        }
        return answers;
    }

    /** What a shadow cannot answer, its champion or canary answers. */
    private static boolean isOfAShadow(SpecificRecord answer) {
        return answer instanceof PredictionFailed failure && failure.getArm() == Arm.SHADOW;
    }

    private static String cause(SpecificRecord answer) {
        Meta meta = answer instanceof PredictionCompleted completed
                ? completed.getMeta()
                : ((PredictionFailed) answer).getMeta();
        return meta.getCause() == null ? "" : meta.getCause().getEventId();
    }
}
