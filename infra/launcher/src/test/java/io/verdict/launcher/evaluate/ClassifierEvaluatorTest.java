package io.verdict.launcher.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.verdict.connectors.scenario.Baskets;
import io.verdict.connectors.scenario.Tickets;
import io.verdict.connectors.store.Content;
import io.verdict.connectors.store.Digests;
import io.verdict.connectors.store.ObjectStore;
import io.verdict.connectors.store.ObjectStores;
import io.verdict.connectors.store.ObjectTags;
import io.verdict.connectors.store.Placement;
import io.verdict.connectors.store.StoreOptions;
import io.verdict.connectors.store.Zone;
import io.verdict.connectors.tabular.Gold;
import io.verdict.connectors.tabular.GoldBuild;
import io.verdict.connectors.tabular.GoldRow;
import io.verdict.connectors.tabular.GoldTable;
import io.verdict.connectors.tabular.SourceFile;
import io.verdict.connectors.tabular.Split;
import io.verdict.connectors.tabular.TableSchema;
import io.verdict.connectors.tabular.TableSchemaFile;
import io.verdict.connectors.text.TextSettings;
import io.verdict.connectors.text.TextTrainer;
import io.verdict.connectors.trees.TabularTrainer;
import io.verdict.connectors.trees.TreeSettings;
import io.verdict.events.Bound;
import io.verdict.events.Championship;
import io.verdict.events.Comparison;
import io.verdict.events.DatasetReference;
import io.verdict.events.Gate;
import io.verdict.events.LogPosition;
import io.verdict.events.Measurement;
import io.verdict.events.ModelDeclaration;
import io.verdict.events.ModelTask;
import io.verdict.events.ModelVersion;
import io.verdict.events.RecordEvaluation;
import io.verdict.events.RegisteredModel;
import io.verdict.events.StoredObject;
import io.verdict.events.Thresholds;
import io.verdict.events.VersionStatus;
import io.verdict.inference.classifier.ClassifierSession;
import io.verdict.inference.classifier.ClassifierSpec;
import io.verdict.inference.detector.RuntimeOptions;
import io.verdict.inference.evaluation.measure.Bootstrap;
import io.verdict.inference.evaluation.measure.Estimate;
import io.verdict.launcher.platform.ShippedModel;
import io.verdict.launcher.table.GoldFolder;
import io.verdict.topics.contract.Column;
import io.verdict.topics.contract.ColumnRole;
import io.verdict.topics.contract.RowEncoder;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models of rows and of texts, measured as registered versions, and everything that keeps them from that (TRN-5, TRN-6). */
class ClassifierEvaluatorTest {
    private static final String MODEL = "price-sensitivity";
    private static final int ROWS = 700;

    @TempDir
    static Path folder;

    private static ObjectStore store;
    private static Gold gold;
    private static TableData data;
    private static byte[] forest;
    private static byte[] stump;

    @BeforeAll
    static void prepare() throws Exception {
        store = ObjectStores.open(folder.resolve("objects").toUri().toString(), StoreOptions.defaults());
        gold = GoldBuild.build(Baskets.schema(), List.of(Baskets.csv(ROWS, 3)));
        data = TableData.of(reference(gold), GoldTable.of(gold));
        forest = forest(gold, 15, 10);
        stump = forest(gold, 1, 1);
    }

    @AfterAll
    static void close() {
        store.close();
    }

    private static DatasetReference reference(Gold gold) {
        return new DatasetReference(gold.schema().table(), gold.manifest().goldSha256());
    }

    private static byte[] forest(Gold of, int trees, int depth) {
        TreeSettings settings = TreeSettings.of(Map.of("trees", "" + trees, "maxDepth", "" + depth), 1);
        return new TabularTrainer(settings, GoldTable.of(of), 1, (done, total, scores) -> true)
                .train(Optional.empty())
                .onnx();
    }

    private static ModelVersion version(String name, String kind, List<String> classes, byte[] graph)
            throws IOException {
        StoredObject stored = store.put(
                Content.of(graph),
                new Placement(Zone.MODELS, MODEL, LocalDate.of(2026, 5, 1), "onnx"),
                ObjectTags.none());
        return ModelVersion.newBuilder()
                .setVersion(name)
                .setStatus(VersionStatus.REGISTERED)
                .setArtifact(stored)
                .setSpecification(new ClassifierSpec(MODEL, name, kind, classes, stored.getSha256()).toJson())
                .setThresholds(new Thresholds(0f, 1f, 1))
                .setAuthor("ada")
                .setRegisteredBy("ada")
                .setDescription("")
                .setTags(Map.of())
                .setRegisteredAt(Instant.EPOCH)
                .setDeclined(false)
                .build();
    }

    private static ModelVersion rows(String name, byte[] graph) throws IOException {
        return version(name, "tabular", GoldTable.of(gold).classes(), graph);
    }

    private static ModelDeclaration declaration(ModelTask task, List<String> classes) {
        return ModelDeclaration.newBuilder(ShippedModel.load().declaration())
                .setTask(task)
                .setClasses(classes)
                .setGates(List.of(
                        new Gate("accuracy", "accuracy", null, Bound.AT_LEAST, 0.8),
                        new Gate("small", "accuracy", "spend=q1,class=High", Bound.AT_LEAST, 0.5)))
                .setComparisons(List.of(new Comparison("no-worse", "recall", "items=q4", Bound.AT_LEAST, 0d)))
                .build();
    }

    private static RegisteredModel model(ModelDeclaration declaration, ModelVersion... versions) {
        return RegisteredModel.newBuilder()
                .setModel(MODEL)
                .setRevision(3)
                .setLatest(new LogPosition("models", 0, 1L, "event"))
                .setDeclaration(declaration)
                .setVersions(List.of(versions))
                .setAliases(Map.of())
                .setChampions(List.of(new Championship("1", "rollout")))
                .build();
    }

    private static RegisteredModel ofRows(ModelVersion... versions) {
        return model(declaration(ModelTask.CLASSIFICATION, GoldTable.of(gold).classes()), versions);
    }

    private static ClassifierEvaluator evaluator(RegisteredModel model, Slicing slicing) {
        return new ClassifierEvaluator(
                model, store, new Measure(new Bootstrap(20, 0.9, 1), Set.of(), 2), slicing, (done, total) -> {});
    }

    private static ClassificationReport evaluate(RegisteredModel model, String version, TableData on)
            throws EvaluationRefusedException, IOException {
        return evaluator(model, Slicing.usual()).evaluate(version, Beside.of(model, version), on);
    }

    private static Map<String, Double> measured(VersionMeasures measures) {
        return measures.measurements().stream()
                .collect(Collectors.toMap(one -> one.getMetric() + "/" + one.getSlice(), Measurement::getValue));
    }

    @Test
    void shouldMeasureTheTestRowsAndNoOthersThroughServingsCode() throws Exception {
        RegisteredModel model = ofRows(rows("1", stump), rows("2", forest));

        ClassificationReport report = evaluate(model, "2", data);

        List<GoldRow> test = gold.part(Split.TEST);
        GoldTable table = GoldTable.of(gold);
        float[][] encoded = table.encoded(new RowEncoder(gold.schema().features()), test);
        int[] truths = table.labels(test);
        try (ClassifierSession session = ClassifierSession.open(forest, MODEL, RuntimeOptions.cpu())) {
            List<String> answers = session.run(List.of(encoded)).stream()
                    .map(output -> session.classification(output).label())
                    .toList();
            long right = IntStream.range(0, truths.length)
                    .filter(i -> answers.get(i).equals(table.classes().get(truths[i])))
                    .count();
            assertThat(measured(report.candidate()).get("accuracy/null"))
                    .isCloseTo((double) right / test.size(), within(1e-12));
        }
        assertThat(report.data().rows()).isEqualTo(test.size()).isLessThan(ROWS / 4);
        assertThat(report.data().groups())
                .isEqualTo(report.candidate().estimates().groups())
                .isLessThan(test.size());
        assertThat(report.dataset()).isEqualTo(reference(gold));
        assertThat(measured(report.candidate()))
                .containsKeys("macro_f1/null", "log_loss/null", "ece/null", "recall/class=High", "f1/class=Low")
                .containsEntry("refused/null", 0.0);
        assertThat(report.candidate().estimates().overall())
                .filteredOn(one -> one.metric().equals("accuracy"))
                .extracting(Estimate::interval)
                .doesNotContainNull();
    }

    @Test
    void shouldCompareWithTheVersionThatServesOnTheSameRows() throws Exception {
        RegisteredModel model = ofRows(rows("1", stump), rows("2", forest), rows("3", stump));

        ClassificationReport better = evaluate(model, "2", data);
        ClassificationReport same = evaluate(model, "3", data);

        RecordEvaluation told = better.command("evaluation-1");
        assertThat(told.getComparedVersion()).isEqualTo("1");
        assertThat(told.getComparedMeasurements())
                .isEqualTo(same.candidate().measurements())
                .isNotEqualTo(told.getMeasurements());
        assertThat(better.differences())
                .filteredOn(one -> one.metric().equals("accuracy"))
                .allSatisfy(one -> assertThat(one.difference()).isPositive());
        assertThat(same.differences()).isNotEmpty().allSatisfy(one -> assertThat(one.shown())
                .isFalse());
        assertThat(better.markdown())
                .contains(
                        "# price-sensitivity 2",
                        "Against version 1, which serves",
                        "## Calibration",
                        "## Slices against");
        assertThat(better.json()).contains("\"subject\"", "\"reliability\"", "\"refused\"");
    }

    @Test
    void shouldSliceByCategoriesAndByWhatGatesAskFor() throws Exception {
        RegisteredModel model = ofRows(rows("1", forest));

        Map<String, Double> usual = measured(evaluate(model, "1", data).candidate());
        Slicing asked = new Slicing(
                Set.of("payment"), Map.of("discount_share", List.of(new BigDecimal("0.1"), new BigDecimal("0.3"))));
        ClassificationReport named = evaluator(model, asked).evaluate("1", Optional.empty(), data);

        assertThat(usual.keySet())
                .contains("accuracy/store=online", "accuracy/loyalty_card=unknown", "macro_f1/evening=true")
                .contains("accuracy/spend=q1", "accuracy/items=q4")
                .noneMatch(name -> name.contains("coupons=") || name.contains("customer=") || name.contains("price_"));
        assertThat(measured(named.candidate()).keySet())
                .contains("accuracy/payment=cash", "accuracy/discount_share=below 0.1")
                .contains("accuracy/discount_share=0.1 to 0.3", "accuracy/discount_share=from 0.3")
                .noneMatch(name -> name.contains("store="));
        assertThat(named.candidate().estimates().notes())
                .anyMatch(note -> note.startsWith("spend is cut into quarters"))
                .anyMatch(note -> note.startsWith("discount_share is cut at [0.1, 0.3]"));
        int quarter = named.candidate().estimates().slices().stream()
                .filter(one -> one.slice().equals("spend=q1"))
                .findFirst()
                .orElseThrow()
                .examples();
        assertThat(quarter).isBetween(data.rows().size() / 4, data.rows().size() / 4 + 2);
    }

    /** What a trainer could gain by: a contract that takes only what is easy. */
    @Test
    void shouldCountRowsThatTheContractRefusesAsWrong() throws Exception {
        String narrow = Baskets.schemaYaml().replace("    max: 10000", "    max: 60");
        TableSchema schema = TableSchemaFile.parse("narrow.yaml", narrow);
        Gold easy = GoldBuild.check(schema, List.of(Baskets.csv(ROWS, 3)));
        RegisteredModel model = ofRows(rows("1", forest(easy, 15, 10)));

        ClassifierMeasures measures = evaluate(model, "1", data).candidate();

        long beyond = data.rows().stream()
                .filter(row ->
                        new BigDecimal(row.values().get(gold.schema().names().indexOf("spend")))
                                        .compareTo(new BigDecimal(60))
                                > 0)
                .count();
        int all = data.rows().size();
        assertThat(measures.refused().rows()).isEqualTo((int) beyond).isPositive();
        assertThat(measures.refused().reasons())
                .containsExactly(Map.entry("spend is above the largest value allowed, 60", beyond));
        assertThat(measured(measures).get("refused/null")).isCloseTo((double) beyond / all, within(1e-12));
        assertThat(measured(measures).get("accuracy/null")).isLessThanOrEqualTo((double) (all - beyond) / all);
        assertThat(evaluate(model, "1", data).markdown()).contains("Rows that its contract refuses: " + beyond);
    }

    @Test
    void shouldMeasureTextsTheSameWay() throws Exception {
        Gold tickets = GoldBuild.build(Tickets.schema(), List.of(Tickets.csv(300, 2)));
        GoldTable table = GoldTable.of(tickets);
        byte[] graph = new TextTrainer(TextSettings.standard(1), table, (done, total, scores) -> true)
                .train(Optional.empty())
                .onnx();
        ModelVersion version = version("1", "text", table.classes(), graph);
        RegisteredModel model = model(declaration(ModelTask.TEXT_CLASSIFICATION, table.classes()), version);

        ClassificationReport report = evaluate(model, "1", TableData.of(reference(tickets), table));

        assertThat(measured(report.candidate()).get("accuracy/null")).isGreaterThan(0.6);
        assertThat(report.data().rows()).isEqualTo(tickets.part(Split.TEST).size());
        refuses(model, data, "whose one feature is a TEXT", "spend, items");
        ModelVersion prices = version("1", "text", GoldTable.of(gold).classes(), graph);
        refuses(ofRows(prices), data, "cannot be run", "but a text classifier of [Low, Medium, High] is declared");
    }

    private static void refuses(RegisteredModel model, TableData on, String... words) {
        assertThatThrownBy(() -> evaluate(model, "1", on))
                .isInstanceOf(EvaluationRefusedException.class)
                .hasMessageContainingAll(words);
    }

    @Test
    void shouldMeasureTheVersionAloneWhereTheOneThatServesFitsTheDeclarationNoLonger() throws Exception {
        RegisteredModel model = ofRows(version("1", "tabular", List.of("Low", "High"), stump), rows("2", forest));

        ClassificationReport report = evaluate(model, "2", data);

        assertThat(report.serving()).isNull();
        assertThat(report.notCompared()).contains("Version 1", "[Low, High]", "[Low, Medium, High]");
        assertThat(report.markdown()).contains("## Not compared", report.notCompared());
        assertThat(report.command("e").getComparedVersion()).isNull();
        assertThat(report.command("e").getComparedMeasurements()).isEmpty();
    }

    @Test
    void shouldRefuseVersionsThatAreNotWhatIsDeclared() throws Exception {
        refuses(ofRows(), data, "There is no version '1'");
        refuses(model(ShippedModel.load().declaration(), rows("1", forest)), data, "not declared to classify");
        refuses(
                ofRows(version("1", "tabular", List.of("Low", "High"), forest)),
                data,
                "[Low, High]",
                "[Low, Medium, High]");
        ModelVersion gone = rows("1", new byte[] {1});
        Files.delete(Path.of(URI.create(gone.getArtifact().getUri())));
        refuses(ofRows(gone), data, "not where it was registered");
        refuses(ofRows(rows("1", new byte[] {2})), data, "cannot be run");
        refuses(ofRows(rows("1", forest)), relabelled(), "is labelled 'Extreme', which is none of the classes");
        Slicing misspelt = new Slicing(Set.of("stores"), Map.of());
        assertThatThrownBy(() -> evaluator(ofRows(rows("1", forest)), misspelt).evaluate("1", Optional.empty(), data))
                .hasMessageContainingAll("no column 'stores'", "Did you mean store?");
    }

    @Test
    void shouldSayWhereAVersionMayHaveLearntFromTheRows() throws Exception {
        ModelVersion here = ModelVersion.newBuilder(rows("1", forest))
                .setDataset(reference(gold))
                .build();
        ModelVersion elsewhere = ModelVersion.newBuilder(rows("2", forest))
                .setDataset(new DatasetReference("others@1", "0".repeat(64)))
                .build();

        ClassificationReport report = evaluate(ofRows(here, elsewhere, rows("3", forest)), "2", data);

        assertThat(report.candidate().estimates().notes()).anyMatch(note -> note.contains("was trained on others@1"));
        assertThat(report.serving().estimates().notes()).noneMatch(note -> note.contains("learnt from these rows"));
        assertThat(evaluate(ofRows(here, rows("3", forest)), "3", data).markdown())
                .contains("Nobody has said what version 3 was trained on");
    }

    private static TableData relabelled() throws Exception {
        TableSchema schema =
                TableSchemaFile.parse("other.yaml", Baskets.schemaYaml().replace("High", "Extreme"));
        String csv = new String(Baskets.csv(100, 3).bytes(), StandardCharsets.UTF_8).replace(",High\n", ",Extreme\n");
        Gold other = GoldBuild.build(schema, List.of(new SourceFile("a.csv", csv.getBytes(StandardCharsets.UTF_8))));
        return TableData.of(reference(other), GoldTable.of(other));
    }

    @Test
    void shouldRefuseTablesWhoseRowsWereMovedOrAltered() throws Exception {
        Path place = folder.resolve("gold");
        new GoldFolder(place).write(gold, Baskets.schemaYaml().getBytes(StandardCharsets.UTF_8));
        assertThat(TableData.open(place)).isEqualTo(data);

        String csv = Files.readString(place.resolve("gold.csv"));
        String learnt = csv.replaceFirst("\nTRAIN,", "\nTEST,");
        Files.writeString(place.resolve("gold.csv"), learnt);
        assertThatThrownBy(() -> TableData.open(place)).hasMessageContaining("manifest.json says");
        Files.writeString(
                place.resolve("manifest.json"),
                Files.readString(place.resolve("manifest.json"))
                        .replace(
                                gold.manifest().goldSha256(),
                                Digests.of(learnt.getBytes(StandardCharsets.UTF_8))
                                        .sha256()));
        assertThatThrownBy(() -> TableData.open(place))
                .isInstanceOf(EvaluationRefusedException.class)
                .hasMessageContainingAll("is among the TEST rows", "puts it among TRAIN", "Somebody has moved it");
        assertThatThrownBy(() -> TableData.open(folder.resolve("nowhere"))).hasMessageContaining("holds no gold table");
    }

    @Test
    void shouldRefuseTablesWithoutTestRowsOrLabels() {
        GoldTable table = GoldTable.of(gold);
        assertThatThrownBy(() -> TableData.of(reference(gold), table.without(Split.TEST)))
                .hasMessageContaining("no rows that were kept for the test");
        List<Column> columns = new ArrayList<>(gold.schema().columns());
        columns.removeIf(column -> column.role() == ColumnRole.LABEL);
        TableSchema without = new TableSchema(
                "baskets",
                columns,
                ',',
                Set.of(),
                true,
                BigDecimal.ONE,
                gold.schema().split());
        assertThatThrownBy(() -> TableData.of(reference(gold), new GoldTable(without, List.of(), "")))
                .hasMessageContaining("has no label");
        assertThatThrownBy(() -> GoldBuild.build(Baskets.schema(), List.of(new SourceFile("torn.csv", torn()))))
                .hasMessageContaining("torn.csv");
    }

    /** A quote that is never closed. */
    private static byte[] torn() {
        return "basket_id,customer\n1,\"never closed\n".getBytes(StandardCharsets.UTF_8);
    }
}
