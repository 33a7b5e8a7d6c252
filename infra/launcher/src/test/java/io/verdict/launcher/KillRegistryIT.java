package io.verdict.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.verdict.avro.Envelope;
import io.verdict.events.DatasetReference;
import io.verdict.events.DeclareModel;
import io.verdict.events.LogPosition;
import io.verdict.events.ModelCommand;
import io.verdict.events.ModelDeclaration;
import io.verdict.events.ModelEvent;
import io.verdict.events.RecordEvaluation;
import io.verdict.events.RegisterVersion;
import io.verdict.events.RegisteredModel;
import io.verdict.events.RegisteredVersion;
import io.verdict.events.RollBack;
import io.verdict.events.RolloutPolicy;
import io.verdict.events.ServingPlan;
import io.verdict.events.StoredObject;
import io.verdict.events.TagVersion;
import io.verdict.events.Thresholds;
import io.verdict.launcher.platform.Home;
import io.verdict.launcher.platform.ShippedModel;
import io.verdict.launcher.registry.AsOf;
import io.verdict.launcher.registry.ModelArchive;
import io.verdict.launcher.testing.Facts;
import io.verdict.launcher.testing.SharedCluster;
import io.verdict.launcher.testing.VerdictProcess;
import io.verdict.streams.registry.ServingPlans;
import io.verdict.topics.ClientConfigs;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Role;
import io.verdict.topics.Topic;
import io.verdict.topics.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The registry's process dies again and again while commands come, some of them twice: each command is answered once, and
 * views and plans are what a rebuild from the log gives (AUD-5).
 */
class KillRegistryIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int KILLS = 2;
    private static final int MODELS = 4;
    private static final int COMMANDS_BETWEEN = 40;
    private static final ShippedModel SHIPPED = ShippedModel.load();
    private static final ModelDeclaration AT_ONCE = ModelDeclaration.newBuilder(SHIPPED.declaration())
            .setRollout(RolloutPolicy.newBuilder(SHIPPED.declaration().getRollout())
                    .setShadow(false)
                    .setCanaryBasisPoints(0)
                    .build())
            .setComparisons(List.of())
            .build();

    @TempDir
    Path folder;

    private final Clock clock = Clock.systemUTC();
    private final Random random = new Random(20261121);
    private final Set<String> sent = new HashSet<>();
    private final Map<String, Integer> versions = new HashMap<>();
    private ClusterConfig cluster;

    @Test
    void shouldBeEqualToItsRebuildFromTheLogWheneverItDies() throws Exception {
        cluster = SharedCluster.ready();
        Path data = folder.resolve("apps");
        VerdictProcess apps = apps(data);
        try (var producer = new KafkaProducer<>(
                        ClientConfigs.producer(cluster),
                        new StringSerializer(),
                        Topics.MODEL_COMMANDS.serde(cluster.serdeConfig()).serializer());
                Facts facts = Facts.of(cluster, Topics.MODELS)) {
            for (int model = 0; model < MODELS; model++) {
                send(producer, name(model), new DeclareModel(AT_ONCE));
            }
            apps.awaitLine("Apps run against");
            for (int kill = 0; kill < KILLS; kill++) {
                int before = answered(facts).size();
                sendSome(producer);
                facts.await("some answers", seen -> answered(seen).size() > before + COMMANDS_BETWEEN / 4);
                apps.kill();
                if (kill == 1) {
                    // State is disposable: it comes back from the changelogs.
                    delete(new Home(data).state());
                }
                sendSome(producer);
                apps = apps(data);
            }
            facts.await(
                    "an answer to each of " + sent.size(),
                    seen -> answered(seen).keySet().containsAll(sent));
            facts.readToEnd();
            checkAnswers(facts);
            // The views follow the facts.
            await().atMost(PATIENCE).untilAsserted(this::checkViews);
        } finally {
            apps.close();
        }
    }

    /** Each command has led to facts of one position, and each model's facts are counted without a gap. */
    private void checkAnswers(Facts facts) {
        answered(facts)
                .forEach((command, causes) -> assertThat(causes).as(command).hasSize(1));
        Map<String, List<Long>> revisions = facts.all(ModelEvent.class).stream()
                .filter(event -> event.getModel().startsWith("kill-"))
                .collect(Collectors.groupingBy(
                        ModelEvent::getModel, Collectors.mapping(ModelEvent::getRevision, Collectors.toList())));
        assertThat(revisions).hasSize(MODELS);
        revisions.forEach((model, numbers) -> {
            List<Long> distinct = numbers.stream().distinct().toList();
            for (int i = 0; i < distinct.size(); i++) {
                assertThat(distinct.get(i)).as(model).isEqualTo(i + 1L);
            }
        });
    }

    private void checkViews() {
        ModelArchive rebuilt = ModelArchive.read(cluster, AsOf.now());
        Map<String, RegisteredModel> heads = latest(Topics.MODELS_VIEW, RegisteredModel.class);
        Map<String, RegisteredVersion> rows = latest(Topics.MODEL_VERSIONS_VIEW, RegisteredVersion.class);
        Map<String, ServingPlan> plans = latest(Topics.SERVING, ServingPlan.class);
        for (int number = 0; number < MODELS; number++) {
            RegisteredModel model = rebuilt.find(name(number)).orElseThrow();
            RegisteredModel head = heads.get(model.getModel());
            assertThat(RegisteredModel.newBuilder(head)
                            .setVersions(model.getVersions())
                            .build())
                    .isEqualTo(model);
            assertThat(model.getVersions()).isNotEmpty().allSatisfy(version -> assertThat(
                            rows.get(model.getModel() + "/" + version.getVersion())
                                    .getVersion())
                    .isEqualTo(version));
            ServingPlan plan = plans.get(model.getModel());
            assertThat(plan.getArms())
                    .isEqualTo(ServingPlans.of(model, plan.getMeta()).getArms());
        }
    }

    private <R extends SpecificRecord> Map<String, R> latest(Topic<R> topic, Class<R> type) {
        Map<String, R> latest = new TreeMap<>();
        try (Facts facts = Facts.of(cluster, topic)) {
            facts.readToEnd();
            for (ConsumerRecord<String, SpecificRecord> record : facts.records()) {
                latest.put(record.key(), type.cast(record.value()));
            }
        }
        return latest;
    }

    /** Positions of each command that was answered. */
    private Map<String, Set<LogPosition>> answered(Facts facts) {
        return facts.all(ModelEvent.class).stream()
                .map(event -> event.getMeta().getCause())
                .filter(cause -> sent.contains(cause.getEventId()))
                .collect(Collectors.groupingBy(LogPosition::getEventId, Collectors.toSet()));
    }

    private void sendSome(KafkaProducer<String, ModelCommand> producer) {
        List<ModelCommand> some = new ArrayList<>();
        for (int i = 0; i < COMMANDS_BETWEEN; i++) {
            String model = name(random.nextInt(MODELS));
            some.add(send(producer, model, command(model)));
            if (random.nextInt(4) == 0) {
                ModelCommand again = some.get(random.nextInt(some.size()));
                producer.send(new ProducerRecord<>(Topics.MODEL_COMMANDS.name(), again.getModel(), again));
            }
        }
        producer.flush();
    }

    private Object command(String model) {
        int known = versions.getOrDefault(model, 0);
        String version = "v" + random.nextInt(Math.max(1, known));
        return switch (random.nextInt(5)) {
            case 0, 1 -> {
                versions.put(model, known + 1);
                yield registered("v" + known);
            }
            case 2, 3 ->
                new RecordEvaluation(
                        version,
                        "evaluation-" + random.nextInt(100_000),
                        new DatasetReference("held-out", "e".repeat(64)),
                        SHIPPED.metrics().measurements(),
                        null,
                        List.of());
            default ->
                random.nextBoolean()
                        ? new TagVersion(version, "k", Integer.toString(random.nextInt(9)))
                        : new RollBack(version, "a doubt");
        };
    }

    private static RegisterVersion registered(String version) {
        String sha256 = "%064x".formatted(version.hashCode());
        return new RegisterVersion(
                version,
                new StoredObject("file:///models/" + sha256, null, sha256, "0".repeat(32), 1L),
                SHIPPED.spec().withVersion(version).toJson(),
                new Thresholds(0.4f, 0.5f, 100),
                "ada",
                null,
                null,
                "");
    }

    private ModelCommand send(KafkaProducer<String, ModelCommand> producer, String model, Object asked) {
        ModelCommand command = new ModelCommand(
                Envelope.fresh(clock, "mia"), model, List.of(Role.ML_ENGINEER.identity(), "evaluator"), null, asked);
        sent.add(command.getMeta().getEventId());
        producer.send(new ProducerRecord<>(Topics.MODEL_COMMANDS.name(), model, command));
        return command;
    }

    private VerdictProcess apps(Path data) {
        return VerdictProcess.start(
                folder,
                "run",
                "apps",
                "--bootstrap",
                cluster.bootstrap(),
                "--registry",
                cluster.registry(),
                "--data",
                data.toString(),
                "--api-port",
                "0");
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static String name(int model) {
        return "kill-" + model;
    }
}
