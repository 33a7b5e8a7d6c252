package io.verdict.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.verdict.connectors.scenario.Baskets;
import io.verdict.connectors.scenario.Tickets;
import io.verdict.connectors.tabular.TableSchema;
import io.verdict.events.Arm;
import io.verdict.events.PredictionCompleted;
import io.verdict.events.PredictionFailed;
import io.verdict.events.TextInput;
import io.verdict.inference.InferenceConfig;
import io.verdict.inference.InferenceConfig.Membership;
import io.verdict.inference.classifier.ClassifierSession;
import io.verdict.inference.detector.RuntimeOptions;
import io.verdict.inference.fetch.ImageFetcher;
import io.verdict.inference.tokens.TokenEncoder;
import io.verdict.inference.tokens.TokenRow;
import io.verdict.inference.tokens.TransformerExport;
import io.verdict.launcher.platform.Decider;
import io.verdict.launcher.predict.PredictionGateway;
import io.verdict.launcher.predict.PredictionGateway.Question;
import io.verdict.launcher.testing.Cli;
import io.verdict.launcher.testing.Cli.Answer;
import io.verdict.launcher.testing.Facts;
import io.verdict.launcher.testing.SharedCluster;
import io.verdict.launcher.testing.TransformerFolder;
import io.verdict.streams.app.RunnerConfig;
import io.verdict.streams.app.StreamsApp;
import io.verdict.streams.app.StreamsRunner;
import io.verdict.streams.registry.RegistryApp;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Topics;
import io.verdict.topics.contract.Column;
import io.verdict.topics.contract.ColumnRole;
import io.verdict.topics.contract.RowEncoder;
import io.verdict.topics.contract.TokenContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a table and from texts to answers on the log, through registry and approval (SYS-4, SYS-5, REG-3). */
class PredictIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ROWS = "price-sensitivity";
    private static final String TEXTS = "ticket-topic";
    private static final String TRANSFORMER = "ticket-intent";

    @TempDir
    static Path folder;

    private static ClusterConfig cluster;
    private static Cli cli;
    private static StreamsRunner registry;
    private static Decider decider;

    @BeforeAll
    static void start() throws Exception {
        cluster = SharedCluster.ready();
        cli = new Cli("--bootstrap", cluster.bootstrap(), "--registry", cluster.registry());
        StreamsApp app = RegistryApp.create();
        registry = new StreamsRunner(
                app,
                RunnerConfig.single(
                        cluster,
                        app,
                        Path.of(
                                "target",
                                "it-predict-registry-" + ProcessHandle.current().pid())),
                Clock.systemUTC());
        registry.start();
        decider = consumer();
    }

    @AfterAll
    static void stop() {
        if (decider != null) {
            decider.close();
        }
        if (registry != null) {
            registry.close();
        }
    }

    /** Decides on no photo, as no such model is declared. */
    private static Decider consumer() throws Exception {
        InferenceConfig config = InferenceConfig.of(
                cluster, new Membership("inference-predict-it", Optional.of("one")), Set.of("none-of-photos"));
        return Decider.start(config.withoutShadow(), SharedCluster.store());
    }

    private static Column label(TableSchema schema) {
        return schema.only(ColumnRole.LABEL).orElseThrow();
    }

    private static String in(String name) {
        return folder.resolve(name).toString();
    }

    private static Answer done(String... words) {
        return answered(0, words);
    }

    private static Answer answered(int code, String... words) {
        Answer answer = cli.run(words);
        assertThat(answer.code()).as(answer.out() + answer.err()).isEqualTo(code);
        return answer;
    }

    /** Commands that know no cluster. */
    private static Answer local(String... words) {
        Answer answer = new Cli().run(words);
        assertThat(answer.code()).as(answer.out() + answer.err()).isZero();
        return answer;
    }

    private static JsonNode train(String sample, int rows, String... words) {
        local("table", "sample", sample, "--rows", Integer.toString(rows), "--seed", "4", "--out", in(sample));
        String table = in(sample) + "/" + sample;
        local("table", "build", table + ".csv", "--schema", table + ".yaml", "--out", in(sample + "-gold"));
        List<String> all = new ArrayList<>(List.of("train"));
        all.addAll(List.of(words));
        all.addAll(List.of("--gold", in(sample + "-gold"), "--out", in(sample + "-model"), "--json"));
        return local(all.toArray(String[]::new)).json();
    }

    private static void declare(String model, String task, List<String> classes) throws IOException {
        String yaml = """
                model: %s
                task: %s
                description: Learnt from generated data.
                input: see the graph
                classes:
                %s
                gates:
                  - name: accuracy
                    metric: accuracy
                    atLeast: 0.5
                rollout:
                  shadow: false
                  canaryPercent: 0
                  healthySeconds: 0
                  leastDecisions: 0
                  highestErrorRate: 0.5
                  promoteAutomatically: false
                  deployOnApproval: true
                approval:
                  approvals: 1
                  role: ml-engineer
                  automatic: false
                owner: platform
                costTag: %s
                """.formatted(
                        model,
                        task,
                        classes.stream().map(name -> "  - name: " + name).collect(Collectors.joining("\n")),
                        model);
        done(
                "model",
                "declare",
                Files.writeString(folder.resolve(model + ".yaml"), yaml).toString(),
                "--as",
                "mia");
    }

    private static Answer register(int code, String model, String sample, String... more) {
        List<String> all = new ArrayList<>(List.of("model", "register", model));
        all.addAll(List.of("--artifact", in(sample + "-model") + "/model.onnx", "--store", SharedCluster.storeUri()));
        all.addAll(List.of("--author", "ada", "--as", "ada"));
        all.addAll(List.of(more));
        return answered(code, all.toArray(String[]::new));
    }

    private static void approve(String model, double accuracy) throws IOException {
        Path metrics = Files.writeString(
                folder.resolve(model + "-metrics.json"),
                "{\"data\":{\"test\":{\"sha256\":\"%s\"}},\"measurements\":[{\"metric\":\"accuracy\",\"value\":%s}]}"
                        .formatted("ab".repeat(32), accuracy));
        done(
                "model",
                "evaluate",
                model,
                "1",
                "--role",
                "evaluator",
                "--metrics",
                metrics.toString(),
                "--dataset",
                "held out",
                "--as",
                "eva");
        done("model", "request", model, "1", "--as", "ada", "--evidence", "the evaluation");
        done("model", "approve", model, "1", "--as", "mia");
        await().atMost(PATIENCE).until(() -> decider.status().plans().stream()
                .anyMatch(plan -> plan.model().equals(model)));
    }

    /** The rows of one part of the gold table, as a caller would write them. */
    private static List<Map<String, String>> gold(String part) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("baskets-gold/gold.csv"));
        List<String> names = List.of(lines.get(0).split(",", -1));
        return lines.stream()
                .skip(1)
                .filter(line -> line.startsWith(part + ","))
                .map(line -> {
                    String[] values = line.split(",", -1);
                    Map<String, String> row = new LinkedHashMap<>();
                    IntStream.range(0, values.length).forEach(i -> row.put(names.get(i), values[i]));
                    return row;
                })
                .toList();
    }

    private static String json(Map<String, String> row) {
        return Baskets.schema().features().stream()
                .filter(column -> !row.get(column.name()).isEmpty())
                .map(column -> "\"%s\": %s".formatted(column.name(), value(column, row.get(column.name()))))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String value(Column column, String text) {
        return switch (column.type()) {
            case NUMBER, INTEGER, BOOLEAN -> text;
            case CATEGORY, TEXT, TIMESTAMP -> "\"" + text + "\"";
        };
    }

    @Test
    void shouldAnswerAboutRowsAsTheTrainerDoesOnceAVersionIsApproved() throws Exception {
        JsonNode training = train("baskets", 600, "tabular", "--trees", "10");
        List<String> classes = label(Baskets.schema()).categories();
        declare(ROWS, "classification", classes);
        register(2, ROWS, "baskets", "--spec", in("baskets/baskets.yaml"));
        register(0, ROWS, "baskets", "--as-version", "1");
        List<Map<String, String>> rows = gold("VALIDATION");
        Path file = Files.writeString(
                folder.resolve("rows.json"), rows.stream().map(PredictIT::json).collect(Collectors.joining("\n")));
        Path one = Files.writeString(folder.resolve("row.json"), json(rows.get(0)));

        assertThat(answered(1, "predict", ROWS, "--row", one.toString()).out())
                .as("registered, and not approved")
                .contains("NOT_IN_SERVICE", "have a version approved");
        approve(ROWS, 0.75);
        List<JsonNode> answers =
                done("predict", ROWS, "--row", file.toString(), "--json").jsonLines();

        assertThat(answers).hasSameSizeAs(rows);
        List<String> labels =
                answers.stream().map(answer -> answer.get("label").asText()).toList();
        long right = IntStream.range(0, rows.size())
                .filter(i -> labels.get(i)
                        .equals(rows.get(i).get(label(Baskets.schema()).name())))
                .count();
        assertThat((double) right / rows.size())
                .isEqualTo(training.at("/claims/validation/accuracy").asDouble());
        assertSameAsTheGraphItself(rows, answers);
        assertRefusesBadRows();
        assertComplete(rows.size());
        assertOnceAfterARestart(rows.size());
    }

    private static void assertSameAsTheGraphItself(List<Map<String, String>> rows, List<JsonNode> answers)
            throws IOException {
        RowEncoder trained = new RowEncoder(Baskets.schema().features());
        byte[] graph = Files.readAllBytes(folder.resolve("baskets-model/model.onnx"));
        try (ClassifierSession session = ClassifierSession.open(graph, ROWS, RuntimeOptions.cpu())) {
            List<Float> expected = session
                    .run(rows.stream().map(trained::encode).toList())
                    .stream()
                    .flatMap(output -> session.classification(output).probabilities().stream())
                    .toList();
            List<Float> said = answers.stream()
                    .flatMap(answer -> answer.get("probabilities").findValues("probability").stream())
                    .map(JsonNode::floatValue)
                    .toList();
            assertThat(said).isEqualTo(expected);
        }
    }

    private static void assertRefusesBadRows() throws IOException {
        Path bad = Files.writeString(
                folder.resolve("bad.json"),
                "{\"spend\": -1, \"itms\": 3, \"store\": \"Online\", \"discount_share\": \"much\"}");

        assertThat(answered(1, "predict", ROWS, "--row", bad.toString()).out())
                .contains("BAD_INPUT", "itms is no column of the model. Did you mean items?")
                .contains("spend is below the smallest value allowed", "Did you mean online?")
                .contains("discount_share is no number", "items is missing");
        assertThat(answered(1, "predict", ROWS, "--text", "What do I pay?").out())
                .contains("takes a row, not a text");
    }

    private static void assertComplete(int answers) {
        List<PredictionCompleted> facts = predictions(ROWS);
        assertThat(facts).hasSize(answers).allSatisfy(fact -> {
            assertThat(fact.getMeta().getCause().getTopic()).isEqualTo(Topics.PREDICTION_REQUESTS.name());
            assertThat(fact.getModel().getVersion()).isEqualTo("1");
            assertThat(fact.getModel().getInServiceBy().getTopic()).isEqualTo(Topics.MODELS.name());
            assertThat(fact.getApproval().getApprover()).isEqualTo("mia");
            assertThat(fact.getArm()).isEqualTo(Arm.CHAMPION);
            assertThat(fact.getContractSha256()).matches("[0-9a-f]{64}");
            assertThat(fact.getRuntime().getName()).isEqualTo("onnxruntime");
        });
        assertThat(facts.stream()
                        .map(PredictionCompleted::getInputSha256)
                        .distinct()
                        .count())
                .isGreaterThan(answers / 2);
        assertThat(Facts.read(cluster, Topics.PREDICTION_FAILURES).stream()
                        .map(PredictionFailed::getModel)
                        .filter(ROWS::equals))
                .hasSize(3);
        assertThat(done("watch", "predictions", "--from", "earliest", "--until", "end")
                        .out())
                .contains(facts.get(0).getRequestId());
    }

    private static List<PredictionCompleted> predictions(String model) {
        return Facts.read(cluster, Topics.PREDICTIONS).stream()
                .filter(fact -> fact.getModel().getName().equals(model))
                .toList();
    }

    /** Nobody runs while they are asked; whoever starts next answers each once, and none of before again. */
    private static void assertOnceAfterARestart(int before) throws Exception {
        decider.close();
        assertThat(answered(3, "predict", ROWS, "--row", in("row.json"), "--request-id", "late", "--wait", "0")
                        .err())
                .contains("No answer to 1 of 1", "run consumer");
        decider = consumer();
        try (Facts facts = Facts.of(cluster, Topics.PREDICTIONS)) {
            facts.await("the late answer", seen -> seen.all(PredictionCompleted.class).stream()
                    .anyMatch(fact -> fact.getRequestId().equals("late")));
        }
        assertThat(predictions(ROWS))
                .extracting(PredictionCompleted::getRequestId)
                .hasSize(before + 1)
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldAnswerAboutTexts() throws Exception {
        train("tickets", 300, "text", "--epochs", "5");
        declare(TEXTS, "text_classification", label(Tickets.schema()).categories());
        register(0, TEXTS, "tickets", "--as-version", "1");
        approve(TEXTS, 0.9);

        String text = "Where is my parcel? It was to be delivered on Monday.";
        List<Optional<SpecificRecord>> answers = new PredictionGateway(cluster, Clock.systemUTC())
                .ask(
                        List.of(
                                new Question("ada", TEXTS, "t-1", "ticket-7", new TextInput(text)),
                                new Question("ada", TEXTS, "t-2", "ticket-8", new TextInput(" "))),
                        PATIENCE);

        assertThat(answers.get(0)).hasValueSatisfying(answer -> {
            PredictionCompleted prediction = (PredictionCompleted) answer;
            assertThat(prediction.getLabel()).isEqualTo("delivery");
            assertThat(prediction.getEntity()).isEqualTo("ticket-7");
        });
        assertThat(answers.get(1)).hasValueSatisfying(answer -> assertThat(((PredictionFailed) answer).getText())
                .contains("the text is empty"));
        assertThat(done("predict", TEXTS, "--text", text).out())
                .startsWith("delivery: ")
                .contains("as champion");
    }

    @Test
    void shouldAnswerAboutTextsByATransformersExport() throws Exception {
        Path export = TransformerFolder.write(folder.resolve(TRANSFORMER));
        declare(TRANSFORMER, "text_classification", TransformerFolder.CLASSES);
        String[] register = {
            "model",
            "register",
            TRANSFORMER,
            "--artifact",
            export.toString(),
            "--store",
            SharedCluster.storeUri(),
            "--as",
            "ada"
        };
        assertThat(answered(2, with(register, "--as-version", "1", "--max-tokens", "9"))
                        .err())
                .contains("9 tokens are asked for", "the model takes 8");
        Path tokenizer = export.resolve("tokenizer.json");
        Path aside = Files.move(tokenizer, folder.resolve("aside.json"));
        assertThat(answered(2, with(register, "--as-version", "1")).err()).contains("has no tokenizer.json");
        Files.move(aside, tokenizer);
        done(with(register, "--as-version", "1"));
        approve(TRANSFORMER, 0.9);

        assertThat(done("predict", TRANSFORMER, "--text", "Where is my PARCEL 🙂")
                        .out())
                .startsWith("delivery: ")
                .doesNotContain("left out");
        assertThat(done("predict", TRANSFORMER, "--text", "money ".repeat(8) + "parcel")
                        .out())
                .startsWith("refund: ")
                .contains("1 tokens of the text were left out");
        PredictionCompleted fact = predictions(TRANSFORMER).stream()
                .filter(each -> each.getTokensLeftOut() == 0)
                .findFirst()
                .orElseThrow();
        byte[] artifact =
                TransformerExport.read(export).artifact(new TransformerExport.Wish(OptionalInt.empty(), false));
        assertThat(fact.getModel().getSha256())
                .as("anybody who has the export can make the artifact that decided")
                .isEqualTo(ImageFetcher.sha256(artifact));
        try (ClassifierSession session = ClassifierSession.open(artifact, TRANSFORMER, RuntimeOptions.cpu())) {
            TokenContract contract = (TokenContract) session.contract().input();
            TokenRow row = TokenEncoder.of(contract).encode("Where is my PARCEL 🙂");
            assertThat(fact.getContractSha256()).isEqualTo(session.contract().sha256());
            assertThat(fact.getInputSha256()).isEqualTo(row.sha256());
            assertThat(fact.getOutputSha256())
                    .isEqualTo(session.runTokens(List.of(row)).get(0).sha256());
        }
    }

    private static String[] with(String[] words, String... more) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }
}
