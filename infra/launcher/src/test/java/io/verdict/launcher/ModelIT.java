package io.verdict.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.verdict.connectors.studio.PhotoSet;
import io.verdict.connectors.studio.Studio;
import io.verdict.connectors.studio.StudioConfig;
import io.verdict.launcher.platform.Home;
import io.verdict.launcher.platform.Platform;
import io.verdict.launcher.platform.PlatformConfig;
import io.verdict.launcher.platform.Ports;
import io.verdict.launcher.platform.ShippedModel;
import io.verdict.launcher.testing.Cli;
import io.verdict.launcher.testing.Cli.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The registry through the command line, from a declaration to a rollback, with a consumer that follows (REG-1 to 4). */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ModelIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ShippedModel SHIPPED = ShippedModel.load();

    @TempDir
    static Path folder;

    private static Platform platform;
    private static Cli cli;
    private static Path graph;
    private static Path metrics;

    @BeforeAll
    static void start() throws IOException {
        platform = Platform.start(
                new PlatformConfig(new Home(folder.resolve("platform")), Ports.FREE, "model-it"), part -> {});
        cli = new Cli(
                "--bootstrap",
                platform.cluster().bootstrap(),
                "--registry",
                platform.cluster().registry(),
                "--data",
                folder.resolve("cli").toString());
        graph = Files.write(folder.resolve("model.onnx"), SHIPPED.onnx());
        try (InputStream in = ModelIT.class.getResourceAsStream("/models/car-damage/1/metrics.json")) {
            metrics = Files.write(folder.resolve("metrics.json"), in.readAllBytes());
        }
    }

    @AfterAll
    static void stop() {
        if (platform != null) {
            platform.close();
        }
    }

    private static Answer run(String... words) {
        return cli.run(words);
    }

    private static Answer done(String... words) {
        Answer answer = run(words);
        assertThat(answer.code()).as(answer.out() + answer.err()).isZero();
        return answer;
    }

    private static Path specOf(String version) throws IOException {
        return Files.writeString(
                folder.resolve("model-" + version + ".json"),
                SHIPPED.spec().withVersion(version).toJson());
    }

    private static List<String> served() {
        return platform.decider().status().plans().stream()
                .flatMap(plan -> plan.arms().stream())
                .map(arm -> arm.arm() + " " + arm.version())
                .toList();
    }

    @Test
    @Order(1)
    void shouldHaveBroughtTheShippedModelIntoServiceByEvents() {
        assertThat(served()).containsExactly("CHAMPION 1");
        assertThat(done("model", "list").out()).contains("car-damage", "champion 1");
        assertThat(done("model", "show", "car-damage").out())
                .contains("met accuracy", "met in-the-dark", "approved by the declared policy");
        String history = done("model", "history", "car-damage").out();
        assertThat(history.lines()).hasSize(5);
        assertThat(history)
                .contains("launcher has declared", "has registered version 1", "meets its gates", "begins as champion");
        assertThat(run("model", "show", "nobody").code()).isOne();
    }

    @Test
    @Order(2)
    void shouldRefuseWhatIsNotWhatItSaysBeforeItIsStored() throws IOException {
        Path other = Files.writeString(
                folder.resolve("other.json"), SHIPPED.spec().toJson().replace("car-damage", "drone"));
        assertThat(register(other, graph).err()).contains("--spec", "drone");
        Path classes = Files.writeString(
                folder.resolve("classes.json"), SHIPPED.spec().toJson().replace("\"dent\"", "\"rust\""));
        assertThat(register(classes, graph).err()).contains("classes", "rust");
        assertThat(run(
                                "model",
                                "register",
                                "car-damage",
                                "--artifact",
                                graph.toString(),
                                "--spec",
                                specOf("9").toString(),
                                "--dataset",
                                "photos")
                        .err())
                .contains("--dataset", "NAME=SHA-256");
        Path text = Files.writeString(folder.resolve("text.onnx"), "no graph");
        assertThat(register(specOf("9"), text).err()).contains("--artifact");
        Path layout = Files.writeString(
                folder.resolve("layout.json"),
                SHIPPED.spec().withVersion("9").toJson().replace("END_TO_END", "YOLO_RAW"));
        assertThat(register(layout, graph).code()).isEqualTo(2);
        assertThat(run("model", "register", "unheard", "--artifact", "" + graph, "--spec", "" + specOf("9"))
                        .code())
                .isEqualTo(2);
        assertThat(done("model", "history", "car-damage").out().lines()).hasSize(5);
    }

    private static Answer register(Path spec, Path artifact) {
        return run(
                "model",
                "register",
                "car-damage",
                "--artifact",
                artifact.toString(),
                "--spec",
                spec.toString(),
                "--store",
                platform.endpoints().store(),
                "--dataset",
                "photos-7=" + "d".repeat(64),
                "--author",
                "ada");
    }

    @Test
    @Order(3)
    void shouldBringANewVersionThroughItsStagesAndBack() throws IOException {
        Answer registered = register(specOf("2"), graph);
        assertThat(registered.code()).as(registered.err()).isZero();
        assertThat(register(specOf("2"), graph).code()).as("the same again").isZero();

        assertThat(evaluate("--role", "data-scientist").code())
                .as("people do not report what their own version measures")
                .isOne();
        Answer unequal = run(
                "model", "evaluate", "car-damage", "2", "--metrics", "" + metrics, "--dataset", "d", "--compared", "1");
        assertThat(unequal.code()).isEqualTo(2);
        Answer evaluated = evaluate("--role", "evaluator");
        assertThat(evaluated.out())
                .contains("meets its gates", "no-worse", "approved by the declared policy", "begins as shadow");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(served()).containsExactly("CHAMPION 1", "SHADOW 2"));

        assertThat(run("rollout", "start", "car-damage", "2").code()).isOne();
        done("rollout", "pause", "car-damage", "--as", "mia");
        done("rollout", "resume", "car-damage", "--as", "mia");
        done("rollout", "advance", "car-damage", "--as", "mia");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(served()).containsExactly("CHAMPION 1", "CANARY 2"));
        assertThat(done("rollout", "status", "car-damage").out()).contains("rolling out 2 as canary");
        done("rollout", "advance", "car-damage", "--as", "mia");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(served()).containsExactly("CHAMPION 2"));

        done("rollout", "rollback", "car-damage", "--as", "mia", "--reason", "customers complain");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(served()).containsExactly("CHAMPION 1"));
        assertThat(done("model", "history", "car-damage").out()).contains("taken out of service by mia", "complain");
    }

    private static void evaluate(String version) {
        Answer answer = evaluateVersion(version, "--role", "evaluator");
        assertThat(answer.code()).as(answer.err()).isZero();
    }

    private static Answer evaluate(String flag, String role) {
        return evaluateVersion("2", flag, role);
    }

    private static Answer evaluateVersion(String version, String... more) {
        return cli.run(Stream.concat(
                        Stream.of(
                                "model",
                                "evaluate",
                                "car-damage",
                                version,
                                "--metrics",
                                metrics.toString(),
                                "--dataset",
                                "held out",
                                "--compared",
                                "1",
                                "--compared-metrics",
                                metrics.toString()),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    @Test
    @Order(4)
    void shouldAnswerAsOfAnyMoment() {
        assertThat(run("model", "show", "car-damage", "--as-of", "soon").code()).isEqualTo(2);
        Answer early = done("model", "show", "car-damage", "--as-of", "0");
        assertThat(early.out()).contains("versions 0", "champion none");
        assertThat(early.err()).contains("As of offset 0");
        String crowned = done("model", "history", "car-damage")
                .out()
                .lines()
                .filter(line -> line.contains("begins as champion"))
                .findFirst()
                .orElseThrow();
        String[] moment = crowned.split("  ");
        for (String at : List.of(moment[0], moment[1])) {
            assertThat(done("model", "list", "--as-of", at).out()).contains("versions 1", "champion 1");
        }
        assertThat(run("model", "list", "--as-of", "2001-01-01T00:00:00Z").code())
                .isOne();
    }

    private static String shippedDeclaration() throws IOException {
        try (InputStream in = ModelIT.class.getResourceAsStream("/models/car-damage/declaration.yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    @Order(5)
    void shouldWriteTheCardOfAVersion() throws IOException {
        Answer card = done("model", "card", "car-damage", "2");
        assertThat(card.out())
                .contains("# car-damage 2", "| Author | ada |", "| accuracy | met |", "| no-worse | met |")
                .contains("customers complain", "It does not serve.");
        assertThat(card.err()).contains("As of offset");
        assertThat(done("model", "card", "car-damage", "1").out())
                .contains("It is the champion", "nothing is known about real photos");
        assertThat(done("model", "card", "car-damage", "1", "--as-of", "2").out())
                .contains("as of offset 2 of models")
                .doesNotContain("It is the champion");

        Path file = folder.resolve("card.html");
        assertThat(done("model", "card", "car-damage", "2", "--out", file.toString())
                        .out())
                .isEmpty();
        assertThat(file).content().startsWith("<!DOCTYPE html>").contains("<h1>car-damage 2</h1>");
        assertThat(done("model", "card", "car-damage", "2", "--format", "json")
                        .json()
                        .at("/model_overview/model_name")
                        .asText())
                .isEqualTo("car-damage");

        Answer unknown = run("model", "card", "car-damage", "7");
        assertThat(unknown.code()).isOne();
        assertThat(unknown.err()).contains("There is no version '7' of car-damage");
        assertThat(run("model", "card", "nobody", "1").code()).isOne();
        assertThat(run("model", "card", "car-damage", "2", "--as-of", "0").code())
                .as("there was no version 2 then")
                .isOne();
        assertThat(run("model", "card", "car-damage", "2", "--json", "--format", "html")
                        .code())
                .isEqualTo(2);
        assertThat(run("model", "card", "car-damage", "2", "--out", folder.toString())
                        .code())
                .isEqualTo(3);
    }

    @Test
    @Order(6)
    void shouldTakeTwoPeopleToLoosenADeclaration() throws IOException {
        String yaml = shippedDeclaration();
        Path loose = Files.writeString(folder.resolve("loose.yaml"), yaml.replace("atLeast: 0.75", "atLeast: 0.5"));
        Answer dry = done("model", "declare", loose.toString(), "--as", "mia", "--dry-run");
        assertThat(dry.out())
                .contains(
                        "~ gates[map50].limit: at least 0.75 → at least 0.5",
                        "LOOSENED: Gate accuracy asks for 0.5 instead of 0.75.",
                        "waits for another person");
        assertThat(dry.err()).contains("Nothing was sent");
        assertThat(done("model", "history", "car-damage").out()).doesNotContain("proposes");
        List<JsonNode> proposed = done("model", "declare", loose.toString(), "--as", "mia", "--json")
                .jsonLines();
        assertThat(proposed).hasSize(2);
        assertThat(proposed.get(0).at("/changes/0/path").asText()).isEqualTo("gates[map50].limit");
        assertThat(proposed.get(0).get("waitsForAgreement").asBoolean()).isTrue();
        assertThat(proposed.get(1).get("fact").asText()).isEqualTo("DeclarationProposed");
        assertThat(proposed.get(1).get("text").asText()).contains("Gate accuracy asks for 0.5 instead of 0.75.");
        assertThat(done("model", "declare", loose.toString(), "--dry-run").out())
                .contains("mia has proposed this");
        String shown = done("model", "show", "car-damage").out();
        String digest = shown.replaceAll("(?s).*another person \\((\\w+)\\).*", "$1");
        Answer herself = run("model", "agree", "car-damage", digest, "--as", "mia");
        assertThat(herself.code()).isOne();
        assertThat(herself.out()).contains("SAME_PERSON");
        done("model", "agree", "car-damage", digest, "--as", "max");
        Answer unchanged = done("model", "declare", loose.toString(), "--as", "mia");
        assertThat(unchanged.out()).contains("is in force already").doesNotContain("Refused");
        Path renamed = Files.writeString(folder.resolve("first.yaml"), yaml.replace("car-damage", "other"));
        assertThat(done("model", "declare", renamed.toString(), "--dry-run").out())
                .contains("other is not declared yet", "+ gates[map50]: accuracy: limit at least 0.75");

        Path nonsense = Files.writeString(folder.resolve("nonsense.yaml"), yaml.replace("gates:", "gate:"));
        Answer refused = run("model", "declare", nonsense.toString());
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err())
                .contains("nonsense.yaml:", "gate: is an unknown key. Did you mean gates?", "gates: is missing");
    }

    @Test
    @Order(7)
    void shouldKeepWhatIsWrittenOnVersions() {
        done("model", "describe", "car-damage", "2", "trained twice as long");
        done("model", "tag", "car-damage", "2", "origin", "studio");
        done("model", "alias", "car-damage", "candidate", "2");
        String shown = done("model", "show", "car-damage", "--json").out();
        assertThat(shown).contains("trained twice as long", "\"origin\": \"studio\"", "\"candidate\": \"2\"");
        assertThat(done("model", "show", "car-damage").out()).contains("alias candidate → 2");
        done("rollout", "pin", "car-damage", "--reason", "holidays");
        assertThat(run("rollout", "start", "car-damage", "2").out()).contains("Refused", "PINNED");
        done("rollout", "unpin", "car-damage", "--reason", "over");
        done("model", "withdraw", "car-damage", "2", "--reason", "not needed");
        assertThat(run("model", "approve", "car-damage", "2").out()).contains("NOT_REQUESTED");
        assertThat(run("model", "refuse", "car-damage", "2", "--reason", "x").out())
                .contains("NOT_REQUESTED");
        assertThat(run("model", "request", "car-damage", "2", "--evidence", "x").out())
                .contains("OUTDATED_EVIDENCE");
        done("model", "archive", "car-damage", "2");
        assertThat(run("rollout", "start", "car-damage", "2", "--expect-revision", "1")
                        .out())
                .contains("STATE_MOVED");
        assertThat(run("model").code()).isEqualTo(2);
        assertThat(run("rollout").code()).isEqualTo(2);
    }

    @Test
    @Order(8)
    void shouldTellVersionsApartAndFindThem() {
        String diff = done("model", "diff", "car-damage", "1", "2").out();
        assertThat(diff)
                .contains(
                        "~ state: champion → archived",
                        "~ author: train-detector → ada",
                        "+ tags.origin: studio",
                        "+ aliases: candidate",
                        "(+0.0000)")
                .doesNotContain("artifact.sha256");
        JsonNode same = done("model", "diff", "car-damage", "1", "1", "--json").json();
        assertThat(same.get("changes")).isEmpty();
        assertThat(same.at("/metrics/0/delta").asDouble()).isZero();
        assertThat(run("model", "diff", "car-damage", "1", "9").err()).contains("no version '9'", "[1, 2]");
        assertThat(run("model", "diff", "nobody", "1", "2").code()).isOne();
        assertThat(run("model", "diff", "car-damage", "1", "2", "--as-of", "0").code())
                .isOne();

        assertThat(done("model", "search", "author=ada tag.origin=studio name~DAMAGE metric.map50>0.5")
                        .out())
                .contains("car-damage  2  archived", "metric.map50=0.9")
                .doesNotContain("champion");
        List<JsonNode> sorted =
                done("model", "search", "--sort", "version", "--desc", "--json").jsonLines();
        assertThat(sorted).extracting(hit -> hit.get("version").asText()).containsExactly("2", "1");
        assertThat(sorted.get(0).at("/tags/origin").asText()).isEqualTo("studio");
        assertThat(done("model", "search", "--limit", "1").err()).contains("1 of 2");
        assertThat(run("model", "search", "author=ada", "--as-of", "4").code()).isOne();
        Answer wrong = run("model", "search", "state=champion nmae~x");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("column 16", "Did you mean name?", "  state=champion nmae~x");
        assertThat(run("model", "search", "--sort", "metrik.x").code()).isEqualTo(2);
    }

    @Test
    @Order(9)
    void shouldTakeApprovalsFromTheHolderOfAKeyOnly() throws IOException {
        Path key = folder.resolve("mia.pem");
        Answer made = new Cli().run("identity", "keygen", key.toString());
        assertThat(made.code()).as(made.err()).isZero();
        String keyId = made.out().strip();
        assertThat(run("identity", "keygen", key.toString()).code())
                .as("it is there")
                .isEqualTo(2);
        Path stranger = folder.resolve("stranger.pem");
        new Cli().run("identity", "keygen", stranger.toString());
        done("identity", "register", "mia", "--key", key.toString());
        done("identity", "assign", "mia", "--role", "ml-engineer");
        assertThat(done("identity", "list").out()).contains("mia: ml-engineer", keyId);

        assertThat(run("rollout", "pin", "car-damage", "--as", "mia", "--reason", "x")
                        .err())
                .contains("mia has registered a key");
        Answer forged =
                run("rollout", "pin", "car-damage", "--as", "mia", "--reason", "x", "--sign-with", stranger.toString());
        assertThat(forged.code()).isOne();
        assertThat(forged.err()).contains("not one of the keys of mia");

        Path signed = Files.writeString(
                folder.resolve("signed.yaml"),
                shippedDeclaration().replace("automatic: true", "automatic: false\n  signed: true"));
        done("model", "declare", signed.toString(), "--as", "max");
        assertThat(register(specOf("3"), graph).code()).isZero();
        evaluate("3");
        done("model", "request", "car-damage", "3", "--evidence", "the held-out photos", "--as", "ada");
        assertThat(run("model", "approve", "car-damage", "3", "--as", "max").out())
                .contains("SIGNATURE_MISSING");
        Answer approved = done("model", "approve", "car-damage", "3", "--as", "mia", "--sign-with", key.toString());
        assertThat(approved.out()).contains("approved by mia");

        Path strict = Files.writeString(
                folder.resolve("strict.yaml"), shippedDeclaration().replace("automatic: true", "automatic: false"));
        Answer replayed = run("model", "policy-check", "--as", strict.toString());
        assertThat(replayed.code()).isOne();
        assertThat(replayed.out()).contains("version 1, approved by the declared policy", "Nobody agreed; 1 have to.");
        assertThat(replayed.out()).doesNotContain("approved by mia");
        assertThat(replayed.err()).contains("2 of 3 approvals of car-damage would have been refused");

        assertThat(done("model", "policy-check", "--as", signed.toString(), "--as-of", "0")
                        .err())
                .contains("0 of 0 approvals", "As of offset 0");

        done("identity", "revoke", "mia", keyId, "--reason", "laptop lost");
        assertThat(run("rollout", "pause", "car-damage", "--as", "mia", "--sign-with", key.toString())
                        .err())
                .contains("not one of the keys of mia that count");
        assertThat(run("identity", "revoke", "mia", keyId, "--reason", "again").code())
                .isEqualTo(2);
    }

    @Test
    @Order(10)
    void shouldMeasureAVersionOnPhotosAndReportOnlyWhatIsSound() throws IOException {
        Studio studio = new Studio(StudioConfig.defaults().withSize(640, 480));
        PhotoSet photos = PhotoSet.write(folder.resolve("held-out"), 6, 3_000_000, studio, 1, (done, total) -> {});
        assertThat(register(specOf("4"), graph).code()).isZero();
        long facts = history();
        assertThat(measure(photos, "--dry-run", "--threshold", "0.9").err()).contains("Nothing was reported");
        assertThat(run("model", "evaluate", "car-damage", "4").code()).isEqualTo(2);
        assertThat(measure(photos, "--threshold", "0.9").err()).contains("--threshold goes with --dry-run");
        Path photo = photos.directory().resolve(photos.entries().get(5).file());
        byte[] bytes = Files.readAllBytes(photo);
        Files.writeString(photo, "no photo");
        Answer altered = measure(photos);
        assertThat(altered.code()).isOne();
        assertThat(altered.err())
                .contains("nothing reported", photos.entries().get(5).file(), "SHA-256");
        Files.write(photo, bytes);
        assertThat(history()).isEqualTo(facts);

        Path report = folder.resolve("report.md");
        Answer measured = measure(photos, "--serving-too", "--report", report.toString());

        assertThat(measured.code()).as(measured.err()).isZero();
        assertThat(measured.out()).contains("car-damage 4 on held-out, 6 photos", "map50 0.", "recall 0.");
        assertThat(report).content().contains("# car-damage 4", "Against version", "Slices against the rest");
        String shown = done("model", "show", "car-damage").out();
        assertThat(shown).containsPattern("(?s)4.*no-worse");
        assertThat(done("model", "card", "car-damage", "4").out())
                .contains("held-out", "| no-worse | met |", "ar100", "size=large", "setting=");
    }

    private static long history() {
        return done("model", "history", "car-damage").out().lines().count();
    }

    private static Answer measure(PhotoSet photos, String... more) {
        return cli.run(Stream.concat(
                        Stream.of(
                                "model",
                                "evaluate",
                                "car-damage",
                                "4",
                                "--photos",
                                photos.directory().toString(),
                                "--store",
                                platform.endpoints().store(),
                                "--role",
                                "evaluator",
                                "--resamples",
                                "20"),
                        Stream.of(more))
                .toArray(String[]::new));
    }
}
