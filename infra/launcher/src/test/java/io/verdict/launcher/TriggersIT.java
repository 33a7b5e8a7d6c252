package io.verdict.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.verdict.avro.Envelope;
import io.verdict.connectors.runs.KafkaRunLogs;
import io.verdict.connectors.runs.RunArchive;
import io.verdict.connectors.runs.RunHistory;
import io.verdict.connectors.runs.RunListener;
import io.verdict.connectors.runs.RunStatus;
import io.verdict.connectors.store.ObjectStore;
import io.verdict.connectors.store.ObjectStores;
import io.verdict.connectors.store.StoreOptions;
import io.verdict.connectors.studio.PhotoSet;
import io.verdict.connectors.studio.ProgressListener;
import io.verdict.connectors.studio.Studio;
import io.verdict.connectors.studio.StudioConfig;
import io.verdict.connectors.training.DetectorBackend;
import io.verdict.events.DatasetEvent;
import io.verdict.events.DatasetReference;
import io.verdict.events.DatasetVersionPublished;
import io.verdict.events.DeclaredPrice;
import io.verdict.events.DuplicateCheck;
import io.verdict.events.DuplicatePolicy;
import io.verdict.events.RunFailed;
import io.verdict.events.RunLimits;
import io.verdict.events.StoredObject;
import io.verdict.events.TrainingData;
import io.verdict.events.TrainingRequest;
import io.verdict.launcher.runs.Trainer;
import io.verdict.launcher.runs.TrainerService;
import io.verdict.launcher.runs.Trainers;
import io.verdict.launcher.runs.TrainingRequests;
import io.verdict.launcher.testing.Cli;
import io.verdict.launcher.testing.Facts;
import io.verdict.launcher.testing.VerdictProcess;
import io.verdict.launcher.train.PhotoData;
import io.verdict.stack.SharedStack;
import io.verdict.streams.app.RunnerConfig;
import io.verdict.streams.app.StreamsApp;
import io.verdict.streams.app.StreamsRunner;
import io.verdict.streams.triggers.RunPlan;
import io.verdict.streams.triggers.TriggerRule;
import io.verdict.streams.triggers.TriggersApp;
import io.verdict.streams.triggers.TriggersConfig;
import io.verdict.topics.ClientConfigs;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Topics;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * TRN-7 on a real log: data is published, a run is asked for, its trainer is killed with -9, the next one ends it; and a
 * request that cannot be met ends as a failed run.
 */
class TriggersIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String MODEL = "triggered-" + UUID.randomUUID();

    @TempDir
    Path folder;

    @Test
    void shouldMakeOneRunOfOnePublicationThoughItsTrainerIsKilled() throws Exception {
        SharedStack stack = SharedStack.get();
        ClusterConfig cluster = ClusterConfig.of(stack.bootstrap(), stack.registryUrl());
        Cli cli = new Cli("--bootstrap", cluster.bootstrap(), "--registry", cluster.registry());
        assertThat(cli.run("topics", "apply").code()).isZero();
        Path photos = folder.resolve("photos");
        PhotoSet.write(photos, 4, 9_100_000, new Studio(StudioConfig.defaults()), 2, ProgressListener.silent());
        StreamsApp triggers = TriggersApp.create(new TriggersConfig(Map.of(MODEL, rule())));
        try (StreamsRunner app = new StreamsRunner(
                        triggers, RunnerConfig.single(cluster, triggers, folder.resolve("state")), Clock.systemUTC());
                Facts requests = Facts.of(cluster, Topics.TRAINING_REQUESTS)) {
            app.start();
            assertThat(app.awaitReady(PATIENCE)).isTrue();

            publish(cluster, sha256(photos), photos);
            String run = runOf(requests, 1);
            killAfterACheckpoint(cluster, run);

            assertThat(RunArchive.read(cluster, run).status()).isEqualTo(RunStatus.RUNNING);
            RunHistory history = withTrainer(cluster, () -> ended(cluster, run));
            assertThat(history.status()).isEqualTo(RunStatus.FINISHED);
            assertThat(history.resumptions()).isEqualTo(1);
            assertThat(history.started().orElseThrow().getAuthor()).isEqualTo("triggers-app");

            publish(cluster, "0".repeat(64), photos);
            String other = runOf(requests, 2);
            RunHistory failed = withTrainer(cluster, () -> ended(cluster, other));
            assertThat(failed.end().orElseThrow())
                    .isInstanceOfSatisfying(
                            RunFailed.class, end -> assertThat(end.getReason()).contains("SHA-256"));
            assertThat(RunArchive.read(cluster).values().stream().filter(each -> each.started()
                            .orElseThrow()
                            .getSpec()
                            .getModel()
                            .equals(MODEL)))
                    .as("one run of each request")
                    .hasSize(2);
            assertThat(cli.run("train", "request", MODEL + "-other").err()).contains("has no rule");
        }
    }

    private static TriggerRule rule() {
        RunPlan plan = new RunPlan(
                DetectorBackend.NAME,
                Optional.empty(),
                Map.of("epochs", "40", "batch", "4", "width", "64", "height", "64", "channels", "4,4,4,4"),
                1,
                2,
                new RunLimits(600, null),
                new DeclaredPrice(new BigDecimal("1.5000"), "USD"));
        return new TriggerRule(
                Duration.ofMillis(100),
                Duration.ofDays(1),
                Optional.of(MODEL),
                OptionalInt.empty(),
                true,
                Optional.empty(),
                List.of(),
                true,
                plan);
    }

    private String sha256(Path photos) throws Exception {
        return new PhotoData(folder.resolve("cache"))
                .describe(new TrainingData(
                        new DatasetReference(MODEL, ""), photos.toUri().toString()))
                .sha256();
    }

    private static void publish(ClusterConfig cluster, String version, Path photos) throws Exception {
        DatasetVersionPublished published = new DatasetVersionPublished(
                version,
                new StoredObject(photos.toUri().toString(), null, version, "0".repeat(32), 1L),
                "all",
                List.of(),
                "1",
                List.of(),
                "0".repeat(64),
                new DuplicateCheck("dhash-64", 4, DuplicatePolicy.LEAVE_OUT, 0L, List.of()),
                null);
        DatasetEvent event = new DatasetEvent(Envelope.fresh(Clock.systemUTC(), "dana"), MODEL, published);
        try (var producer = new KafkaProducer<>(
                ClientConfigs.producer(cluster),
                new StringSerializer(),
                Topics.DATASETS.serde(cluster.serdeConfig()).serializer())) {
            producer.send(new ProducerRecord<>(Topics.DATASETS.name(), MODEL, event))
                    .get();
        }
    }

    private static String runOf(Facts requests, int number) {
        requests.await("request " + number, seen -> ofModel(seen).size() >= number);
        return ofModel(requests).get(number - 1).getRunId();
    }

    private static List<TrainingRequest> ofModel(Facts requests) {
        return requests.all(TrainingRequest.class).stream()
                .filter(request -> request.getModel().equals(MODEL))
                .toList();
    }

    private void killAfterACheckpoint(ClusterConfig cluster, String run) throws Exception {
        try (VerdictProcess process = VerdictProcess.start(
                folder,
                "run",
                "trainer",
                "--instance",
                "it",
                "--bootstrap",
                cluster.bootstrap(),
                "--registry",
                cluster.registry(),
                "--store",
                folder.resolve("objects").toUri().toString(),
                "--data",
                folder.toString())) {
            await().atMost(PATIENCE)
                    .until(() -> !process.isAlive()
                            || RunArchive.read(cluster, run).checkpoint().isPresent());
            assertThat(process.isAlive()).as(process.errors()).isTrue();
            process.kill();
        }
    }

    private static RunHistory ended(ClusterConfig cluster, String run) {
        return await().atMost(PATIENCE).until(() -> RunArchive.read(cluster, run), history -> history.end()
                .isPresent());
    }

    /** What comes of it while a trainer works in this process, under the same name. */
    private RunHistory withTrainer(ClusterConfig cluster, Supplier<RunHistory> outcome) throws Exception {
        Clock clock = Clock.systemUTC();
        try (ObjectStore store =
                ObjectStores.open(folder.resolve("objects").toUri().toString(), StoreOptions.defaults())) {
            Trainer trainer = new Trainer(
                    new KafkaRunLogs(cluster, clock),
                    clock,
                    new DetectorBackend(new PhotoData(folder.resolve("cache"))),
                    store,
                    folder.resolve("work"));
            TrainerService service = new TrainerService(
                    cluster,
                    "it",
                    Trainers.of(trainer),
                    new TrainingRequests(cluster, clock),
                    requested -> requested,
                    RunListener.NONE);
            CompletableFuture<Void> working = CompletableFuture.runAsync(() -> {
                try {
                    service.run(() -> {});
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            try {
                return outcome.get();
            } finally {
                service.close();
                working.join();
            }
        }
    }
}
