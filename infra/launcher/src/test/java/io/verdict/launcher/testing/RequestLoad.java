package io.verdict.launcher.testing;

import io.verdict.avro.Envelope;
import io.verdict.events.Arm;
import io.verdict.events.PredictionCompleted;
import io.verdict.events.PredictionFailed;
import io.verdict.events.PredictionRequested;
import io.verdict.topics.ClientConfigs;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Topics;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/** Asks a tabular or text model at a steady rate until it is stopped. */
public final class RequestLoad implements AutoCloseable {

    private static final int ENTITIES = 7;

    private record Asked(String eventId, Future<RecordMetadata> sent) {}

    private final String model;
    private final KafkaProducer<String, PredictionRequested> producer;
    private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
    private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();
    private int requests;

    private RequestLoad(ClusterConfig cluster, String model) {
        this.model = model;
        this.producer = new KafkaProducer<>(
                ClientConfigs.producer(cluster),
                new StringSerializer(),
                Topics.PREDICTION_REQUESTS.serde(cluster.serdeConfig()).serializer());
    }

    /** @param inputs rows or texts by the number of the request, from 0 */
    public static RequestLoad start(ClusterConfig cluster, String model, int perSecond, IntFunction<Object> inputs) {
        RequestLoad load = new RequestLoad(cluster, model);
        load.pace.scheduleAtFixedRate(() -> load.ask(inputs), 0, 1_000_000 / perSecond, TimeUnit.MICROSECONDS);
        return load;
    }

    /** Stops, and returns the event ids of all requests once the broker has them. */
    public List<String> stop() throws Exception {
        pace.shutdown();
        if (!pace.awaitTermination(1, TimeUnit.MINUTES)) {
            throw new AssertionError("a request hangs");
        }
        List<String> ids = new ArrayList<>();
        for (Asked each : asked) {
            each.sent().get();
            ids.add(each.eventId());
        }
        return ids;
    }

    /** Event ids of the model's requests that were answered, each as often as it was; shadows answer nobody. */
    public static List<String> answered(Facts outcomes, String model) {
        Stream<String> completed = outcomes.all(PredictionCompleted.class).stream()
                .filter(answer -> answer.getModel().getName().equals(model))
                .map(answer -> answer.getMeta().getCause().getEventId());
        Stream<String> failed = outcomes.all(PredictionFailed.class).stream()
                .filter(failure -> failure.getModel().equals(model) && failure.getArm() != Arm.SHADOW)
                .map(failure -> failure.getMeta().getCause().getEventId());
        return Stream.concat(completed, failed).toList();
    }

    @Override
    public void close() {
        pace.shutdownNow();
        producer.close();
    }

    private void ask(IntFunction<Object> inputs) {
        int index = requests++;
        PredictionRequested request = new PredictionRequested(
                Envelope.fresh(Clock.systemUTC(), "load"),
                model + "-" + index,
                model,
                "customer-" + index % ENTITIES,
                inputs.apply(index));
        asked.add(new Asked(
                request.getMeta().getEventId(),
                producer.send(new ProducerRecord<>(Topics.PREDICTION_REQUESTS.name(), request.getEntity(), request))));
    }
}
