package io.verdict.launcher.bench;

import io.verdict.avro.Envelope;
import io.verdict.events.DatasetReference;
import io.verdict.events.DeclareModel;
import io.verdict.events.Measurement;
import io.verdict.events.ModelCommand;
import io.verdict.events.ModelDeclaration;
import io.verdict.events.RecordEvaluation;
import io.verdict.events.RegisterVersion;
import io.verdict.events.RolloutPolicy;
import io.verdict.events.StoredObject;
import io.verdict.events.TagVersion;
import io.verdict.events.Thresholds;
import io.verdict.launcher.platform.ShippedModel;
import io.verdict.topics.ClientConfigs;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Role;
import io.verdict.topics.Topics;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Declares models and brings versions into the registry that look as real ones do: the shipped model's specification and
 * measurements, two tags, an evaluation that approves. For one thread.
 */
final class RegistryLoad implements AutoCloseable {

    private static final String ENGINEER = Role.ML_ENGINEER.identity();
    private static final int AUTHORS = 20;
    private static final int TEAMS = 10;
    private static final long BUFFER_BYTES = 2 << 20;

    private final KafkaProducer<String, ModelCommand> producer;
    private final Clock clock;
    private final ShippedModel shipped = ShippedModel.load();
    private final ModelDeclaration declaration = ModelDeclaration.newBuilder(shipped.declaration())
            .setComparisons(List.of())
            .setRollout(RolloutPolicy.newBuilder(shipped.declaration().getRollout())
                    .setDeployOnApproval(false)
                    .build())
            .build();
    private final Random random = new Random(20261121);
    private long commands;

    RegistryLoad(ClusterConfig cluster, Clock clock) {
        this.clock = clock;
        Map<String, Object> config = ClientConfigs.producer(cluster);
        // A producer keeps the memory that it once took, and that is not the registry's.
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
        this.producer = new KafkaProducer<>(
                config,
                new StringSerializer(),
                Topics.MODEL_COMMANDS.serde(cluster.serdeConfig()).serializer());
    }

    static String model(int number) {
        return "model-%03d".formatted(number);
    }

    static String version(int number) {
        return "v%05d".formatted(number);
    }

    void declare(int model) {
        send(model, ENGINEER, new DeclareModel(declaration));
    }

    void register(int model, int number) {
        String version = version(number);
        String sha256 = "%032x%032x".formatted(model, number);
        send(
                model,
                ENGINEER,
                new RegisterVersion(
                        version,
                        new StoredObject(
                                "file:///models/" + sha256 + ".onnx", null, sha256, "0".repeat(32), 1_000_000L),
                        shipped.spec().withVersion(version).toJson(),
                        new Thresholds(0.4f, 0.5f, 100),
                        "author-" + random.nextInt(AUTHORS),
                        "run-%d-%d".formatted(model, number),
                        new DatasetReference("photos-" + number / 10, "d".repeat(64)),
                        "Version %d of model %d, trained on more photos than the one before".formatted(number, model)));
        send(model, ENGINEER, new TagVersion(version, "team", "team-" + random.nextInt(TEAMS)));
        send(model, ENGINEER, new TagVersion(version, "photos", Integer.toString(1000 + number)));
        send(
                model,
                "evaluator",
                new RecordEvaluation(
                        version,
                        "evaluation-%d-%d".formatted(model, number),
                        new DatasetReference("held-out", "e".repeat(64)),
                        measured(),
                        null,
                        List.of()));
    }

    /** The shipped measurements, a little better or worse. */
    private List<Measurement> measured() {
        double factor = 0.97 + random.nextDouble() * 0.03;
        List<Measurement> measured = new ArrayList<>();
        shipped.metrics()
                .measurements()
                .forEach(
                        one -> measured.add(new Measurement(one.getMetric(), one.getSlice(), one.getValue() * factor)));
        return measured;
    }

    /** Commands that were sent. */
    long commands() {
        return commands;
    }

    void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
    }

    private void send(int model, String role, Object command) {
        commands++;
        String name = model(model);
        producer.send(new ProducerRecord<>(
                Topics.MODEL_COMMANDS.name(),
                name,
                new ModelCommand(Envelope.fresh(clock, "bench"), name, List.of(role), null, command)));
    }
}
