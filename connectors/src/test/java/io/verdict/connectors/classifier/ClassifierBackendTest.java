package io.verdict.connectors.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.verdict.avro.RetryPolicy;
import io.verdict.connectors.runs.Means;
import io.verdict.connectors.runs.MemoryLog;
import io.verdict.connectors.runs.ParameterException;
import io.verdict.connectors.runs.RunComparison;
import io.verdict.connectors.runs.RunExecution;
import io.verdict.connectors.runs.RunListener;
import io.verdict.connectors.runs.RunLogException;
import io.verdict.connectors.runs.RunOutcome;
import io.verdict.connectors.runs.Runs;
import io.verdict.connectors.runs.StopSwitch;
import io.verdict.connectors.scenario.Baskets;
import io.verdict.connectors.scenario.Tickets;
import io.verdict.connectors.store.Content;
import io.verdict.connectors.store.FileObjectStore;
import io.verdict.connectors.store.ObjectRef;
import io.verdict.connectors.store.ObjectStore;
import io.verdict.connectors.store.ObjectTags;
import io.verdict.connectors.store.Placement;
import io.verdict.connectors.store.Zone;
import io.verdict.connectors.tabular.Gold;
import io.verdict.connectors.tabular.GoldBuild;
import io.verdict.connectors.tabular.SourceFile;
import io.verdict.connectors.tabular.Split;
import io.verdict.connectors.tabular.StoredTables;
import io.verdict.connectors.tabular.TablePart;
import io.verdict.connectors.tabular.TableSchema;
import io.verdict.connectors.text.TextLearner;
import io.verdict.connectors.trees.TabularLearner;
import io.verdict.events.CheckpointSaved;
import io.verdict.events.DatasetReference;
import io.verdict.events.MetricValue;
import io.verdict.events.RunFailure;
import io.verdict.events.RunFinished;
import io.verdict.events.StoredObject;
import io.verdict.events.TrainingData;
import io.verdict.events.TrainingParent;
import io.verdict.events.TrainingSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TRN-1, TRN-2, TRN-4: the real trainers of rows and texts as runs, killed, gone on with, and repeated. */
class ClassifierBackendTest {

    private static final Map<String, String> FOREST = Map.of("kind", "forest", "trees", "25", "maxDepth", "6");
    private static final Map<String, String> BOOSTING =
            Map.of("kind", "boosting", "rounds", "12", "learningRate", "0.3", "maxDepth", "3");
    private static final Map<String, String> TEXT = Map.of("epochs", "3", "mostTokens", "300");

    private ObjectStore store;

    @TempDir
    Path folder;

    @BeforeEach
    void open() throws IOException {
        store = FileObjectStore.open(folder.resolve("objects"));
    }

    private ClassifierBackend backend(Learner learner) {
        return new ClassifierBackend(learner, new StoredTables(store));
    }

    private StoredObject put(byte[] bytes, String extension) throws IOException {
        return store.put(
                Content.of(bytes),
                new Placement(Zone.DATASETS, "all", LocalDate.of(2026, 5, 15), extension),
                ObjectTags.none());
    }

    private TrainingData data(TableSchema schema, String yaml, SourceFile rows) throws IOException {
        Gold gold = GoldBuild.build(schema, List.of(rows));
        StoredObject table = put(gold.csv(), "csv");
        StoredObject rules = put(yaml.getBytes(StandardCharsets.UTF_8), "yaml");
        return new TrainingData(
                new DatasetReference("rows@1", table.getSha256()),
                new TablePart(table.getUri(), Split.TRAIN, rules.getUri(), rules.getSha256()).uri());
    }

    private TrainingData baskets() throws IOException {
        return data(Baskets.schema(), Baskets.schemaYaml(), Baskets.csv(300, 1));
    }

    private TrainingData tickets() throws IOException {
        return data(Tickets.schema(), Tickets.schemaYaml(), Tickets.csv(300, 1));
    }

    private TrainingSpec spec(Learner learner, Map<String, String> parameters, TrainingData data) {
        TrainingData validation = new TrainingData(
                data.getDataset(),
                TablePart.parse(data.getUri()).with(Split.VALIDATION).uri());
        return TrainingSpec.newBuilder(Runs.spec(
                        learner.name(),
                        backend(learner).parameters(parameters, 2),
                        data.getDataset().getSha256()))
                .setData(data)
                .setValidation(validation)
                .build();
    }

    private RunOutcome run(Learner learner, TrainingSpec spec, MemoryLog log) throws InterruptedException {
        Means means = new Means(backend(learner), store, "local", folder.resolve("work"), Optional.empty(), List.of());
        RetryPolicy never = new RetryPolicy(0, Duration.ZERO, Duration.ZERO);
        return new RunExecution(means, never, Clock.systemUTC(), new Random(1), time -> {})
                .run(Runs.order(log.history().runId(), spec), log, new StopSwitch(), RunListener.NONE);
    }

    private MemoryLog whole(Learner learner, String runId, TrainingSpec spec) throws InterruptedException {
        MemoryLog log = new MemoryLog(runId, Clock.systemUTC());
        assertThat(run(learner, spec, log)).isInstanceOf(RunOutcome.Finished.class);
        return log;
    }

    private RunOutcome.Failed failed(Learner learner, TrainingSpec spec) throws InterruptedException {
        return (RunOutcome.Failed) run(learner, spec, new MemoryLog("failing", Clock.systemUTC()));
    }

    @Test
    void shouldEndWithTheSameBytesWhereverAForestIsKilled() throws Exception {
        assertSameWhereverKilled(TabularLearner.create(), spec(TabularLearner.create(), FOREST, baskets()), 10, 20, 25);
    }

    @Test
    void shouldEndWithTheSameBytesWhereverBoostingIsKilled() throws Exception {
        assertSameWhereverKilled(
                TabularLearner.create(), spec(TabularLearner.create(), BOOSTING, baskets()), 5, 10, 12);
    }

    @Test
    void shouldEndWithTheSameBytesWhereverATextModelIsKilled() throws Exception {
        assertSameWhereverKilled(TextLearner.create(), spec(TextLearner.create(), TEXT, tickets()), 1, 2, 3);
    }

    private void assertSameWhereverKilled(Learner learner, TrainingSpec spec, int... rounds) throws Exception {
        MemoryLog uninterrupted = whole(learner, "whole", spec);
        for (int round : rounds) {
            MemoryLog killed = new MemoryLog(
                    "killed-" + round,
                    new ArrayList<>(),
                    Clock.systemUTC(),
                    fact -> fact instanceof CheckpointSaved saved && saved.getEpoch() == round);
            assertThatThrownBy(() -> run(learner, spec, killed)).isInstanceOf(RunLogException.class);
            MemoryLog resumed = killed.reopened();

            assertThat(run(learner, spec, resumed)).isInstanceOf(RunOutcome.Finished.class);

            RunComparison comparison = RunComparison.of(uninterrupted.history(), resumed.history());
            assertThat(comparison.differences()).isEmpty();
            assertThat(comparison.same()).as("killed in round %d", round).isTrue();
        }
    }

    @Test
    void shouldNotDependOnThreads() throws Exception {
        TrainingSpec two = spec(TabularLearner.create(), FOREST, baskets());
        TrainingSpec one = TrainingSpec.newBuilder(two).setThreads(1).build();
        assertThat(whole(TabularLearner.create(), "one", one)
                        .history()
                        .artifacts()
                        .get("model.onnx")
                        .getSha256())
                .isEqualTo(whole(TabularLearner.create(), "two", two)
                        .history()
                        .artifacts()
                        .get("model.onnx")
                        .getSha256());
    }

    @Test
    void shouldLogFiguresOfEachRoundAndClaimTheLast() throws Exception {
        TrainingSpec spec = spec(TextLearner.create(), TEXT, tickets());
        MemoryLog log = whole(TextLearner.create(), "figures", spec);

        assertThat(log.history().metric("val.accuracy"))
                .extracting(MetricValue::getEpoch)
                .containsExactly(1, 2, 3);
        List<MetricValue> losses = log.history().metric("val.logLoss");
        RunFinished finished = (RunFinished) log.history().end().orElseThrow();
        assertThat(finished.getClaims().get("val.logLoss"))
                .as("as the graph's floats have it")
                .isCloseTo(losses.get(2).getValue(), within(1e-5));
        TrainingSpec blind = TrainingSpec.newBuilder(spec).setValidation(null).build();
        MemoryLog unseen = whole(TextLearner.create(), "blind", blind);
        assertThat(unseen.history().metric("val.accuracy")).isEmpty();
        assertThat(unseen.history().checkpoint()).isPresent();
    }

    /** What the trainer does not see cannot change what it makes. */
    @Test
    void shouldNeverReadATestRow() throws Exception {
        TrainingData whole = tickets();
        TablePart part = TablePart.parse(whole.getUri());
        String csv = new String(
                store.get(new ObjectRef(
                        part.table(), Optional.empty(), whole.getDataset().getSha256())),
                StandardCharsets.UTF_8);
        String without = String.join(
                        "\n",
                        csv.lines().filter(line -> !line.startsWith("TEST,")).toList()) + "\n";
        StoredObject table = put(without.getBytes(StandardCharsets.UTF_8), "csv");
        TrainingData cut = new TrainingData(
                new DatasetReference("rows@2", table.getSha256()),
                new TablePart(table.getUri(), Split.TRAIN, part.schema(), part.schemaSha256()).uri());
        assertThat(without.length()).isLessThan(csv.length());

        byte[] one = artifact(whole(TextLearner.create(), "with", spec(TextLearner.create(), TEXT, whole)));
        byte[] other = artifact(whole(TextLearner.create(), "without", spec(TextLearner.create(), TEXT, cut)));
        assertThat(one).isEqualTo(other);
    }

    private byte[] artifact(MemoryLog log) throws IOException {
        return store.get(ObjectRef.of(log.history().artifacts().get("model.onnx")));
    }

    @Test
    void shouldRefuseDataThatIsNotWhatWasNamed() throws Exception {
        TrainingSpec spec = spec(TextLearner.create(), TEXT, tickets());
        TrainingData other = new TrainingData(
                new DatasetReference("rows@1", "6".repeat(64)), spec.getData().getUri());
        TrainingSpec foreign =
                TrainingSpec.newBuilder(spec).setData(other).setValidation(null).build();
        TrainingSpec photos = TrainingSpec.newBuilder(spec)
                .setData(new TrainingData(other.getDataset(), "file:///a.jsonl#split=train&classes=dent"))
                .build();
        TrainingSpec tests = TrainingSpec.newBuilder(spec)
                .setData(new TrainingData(
                        spec.getData().getDataset(),
                        TablePart.parse(spec.getData().getUri())
                                .with(Split.TEST)
                                .uri()))
                .build();

        for (TrainingSpec each : List.of(foreign, photos, tests)) {
            RunOutcome.Failed failed = failed(TextLearner.create(), each);
            assertThat(failed.fact().getFailure()).isEqualTo(RunFailure.DATA);
            assertThat(failed.fact().getStep()).isEqualTo("validate");
        }
        assertThat(failed(TextLearner.create(), tests).fact().getReason())
                .contains("learns from the split 'train'", "not at 'test'");
    }

    @Test
    void shouldRefuseATableOfAnotherKindAndAParent() throws Exception {
        RunOutcome.Failed rows = failed(TextLearner.create(), spec(TextLearner.create(), TEXT, baskets()));
        assertThat(rows.fact().getFailure()).isEqualTo(RunFailure.DATA);
        assertThat(rows.fact().getReason()).contains("exactly one, of type TEXT");
        TrainingSpec spec = spec(TextLearner.create(), TEXT, tickets());
        TrainingSpec child = TrainingSpec.newBuilder(spec)
                .setParent(new TrainingParent("before", null, put(new byte[] {1}, "ckpt")))
                .build();
        assertThat(failed(TextLearner.create(), child).fact().getReason()).contains("leave out the parent");
    }

    @Test
    void shouldNameEveryWrongParameterAtOnce() {
        assertThatThrownBy(() -> backend(TabularLearner.create())
                        .parameters(Map.of("kind", "boosting", "trees", "5", "bins", "1", "rounds", "many"), 2))
                .isInstanceOfSatisfying(ParameterException.class, e -> assertThat(e.problems())
                        .hasSize(3)
                        .anySatisfy(each -> assertThat(each).contains("there is no setting trees"))
                        .anySatisfy(each -> assertThat(each).contains("bins are 2 to 256"))
                        .anySatisfy(each -> assertThat(each).contains("rounds must be a whole number")));
        assertThat(backend(TextLearner.create()).parameters(Map.of(), 1)).containsEntry("epochs", "20");
        assertThatThrownBy(() -> backend(TextLearner.create()).parameters(Map.of(), 0))
                .hasMessageContaining("threads are 1 or more");
    }
}
