package io.verdict.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.verdict.avro.AvroJson;
import io.verdict.launcher.testing.BadPhotos;
import io.verdict.launcher.testing.Cli;
import io.verdict.launcher.testing.Facts;
import io.verdict.launcher.testing.Photos;
import io.verdict.launcher.testing.VerdictProcess;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Topic;
import io.verdict.topics.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole platform as a process of its own, and the commands that find it by its data directory.
 *
 * <p>Tests share the running platform and keep to listings of their own; one that ends it leaves the start of the next
 * to the test that follows.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UpIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int SIGTERM_EXIT = 143;
    private static final int NEGATIVE = 1;
    private static final int USAGE = 2;
    private static final int UNAVAILABLE = 3;

    @TempDir
    static Path data;

    @TempDir
    static Path folder;

    private final Photos photos = new Photos();
    private int drawn;
    private VerdictProcess up;
    private JsonNode ready;
    private Cli cli;

    @BeforeEach
    void ensureUp() throws IOException, InterruptedException {
        if (up != null && up.isAlive()) {
            return;
        }
        up = start();
        ready = new ObjectMapper().readTree(up.awaitLine("{"));
        cli = new Cli("--data", data.toString());
    }

    @AfterAll
    void stop() {
        if (up != null) {
            up.close();
        }
    }

    @Test
    void shouldSayWhereItListensAndFindNothingToDo() {
        assertThat(ready.get("pid").asLong()).isEqualTo(up.pid());
        assertThat(ready.get("bootstrap").asText()).matches("127\\.0\\.0\\.1:\\d+");

        Cli.Answer plan = cli.run("topics", "plan");
        assertThat(plan.code()).as(plan.out() + plan.err()).isZero();
        Cli.Answer described = cli.run("topics", "describe");
        assertThat(described.code()).isZero();
        assertThat(described.out())
                .contains(Topics.all().stream().map(Topic::name).toList());
        Cli.Answer doctor = cli.run("doctor");
        assertThat(doctor.code()).as(doctor.out() + doctor.err()).isZero();
    }

    @Test
    void shouldShowThePhotosOfAListingFromUploadToPrice() throws IOException {
        publish("shown", 2);
        publish("shown", 1);

        Cli.Answer all = cli.run("watch", "image-uploads", "--from", "earliest", "--until", "end", "--json");
        assertThat(all.code()).isZero();
        List<JsonNode> shown = ofListing(all.jsonLines(), "shown");
        assertThat(shown).hasSize(3).allSatisfy(line -> assertThat(
                        line.at("/value/photo/listingId").asText())
                .isEqualTo("shown"));
        JsonNode last = shown.get(2);

        Cli.Answer atOffset = cli.run(
                "watch",
                "image-uploads",
                "--from",
                last.get("offset").asText(),
                "--partition",
                last.get("partition").asText(),
                "--limit",
                "1",
                "--json");
        assertThat(atOffset.jsonLines()).containsExactly(last);
        Cli.Answer atTime = cli.run(
                "watch",
                "image-uploads",
                "--from",
                last.get("time").asText(),
                "--until",
                "end",
                "--key",
                "shown",
                "--json");
        assertThat(atTime.jsonLines()).contains(last).doesNotContainAnyElementsOf(earlierThan(last, shown));

        Cli.Answer decisions =
                cli.run("watch", "detections", "--from", "earliest", "--limit", "3", "--key", "shown", "--json");
        assertThat(imageIds(decisions.jsonLines(), "/value/imageId"))
                .isEqualTo(imageIds(shown, "/value/photo/imageId"));
        awaitView("curated_images", "shown", 3);
        awaitView("raw_images", "shown", 3);
        awaitView("prices", "shown", 1);
    }

    @Test
    void shouldTellWrongUseOfAViewFromOneThatDoesNotAnswer() {
        assertThat(cli.run("view", "prices", "--limit", "0").code()).isEqualTo(USAGE);
        assertThat(cli.run("view", "prices", "never-uploaded").code()).isEqualTo(NEGATIVE);
        assertThat(cli.run("view", "prices", "--api", "http://127.0.0.1:1").code())
                .isEqualTo(UNAVAILABLE);
    }

    @Test
    void shouldReleaseFromQuarantineAndDecide() throws IOException {
        Path file = Files.write(folder.resolve("text.jpg"), BadPhotos.text());
        assertThat(cli.run("publish", file.toString(), "--listing", "refused", "--uploader", "test")
                        .code())
                .isZero();
        JsonNode entry = Awaitility.await("the photo in quarantine")
                .atMost(PATIENCE)
                .until(
                        () -> cli.run("quarantine", "list", "--listing", "refused", "--json")
                                .jsonLines(),
                        lines -> lines.size() == 1)
                .get(0);
        assertThat(entry.get("codes")).extracting(JsonNode::asText).containsExactly("NOT_AN_IMAGE");
        String id = entry.get("imageId").asText();

        Cli.Answer release =
                cli.run("quarantine", "release", id, "--reason", "looked at it", "--as", "ana", "--wait", "100");
        assertThat(release.code()).as(release.out() + release.err()).isZero();

        Cli.Answer failure = cli.run(
                "watch", "detection-failures", "--from", "earliest", "--limit", "1", "--key", "refused", "--json");
        assertThat(failure.jsonLines()).singleElement().satisfies(line -> {
            assertThat(line.at("/value/imageId").asText()).isEqualTo(id);
            assertThat(line.at("/value/reason").asText()).isEqualTo("UNSUPPORTED_FORMAT");
        });
        assertThat(cli.run("quarantine", "list", "--listing", "refused", "--json")
                        .out())
                .isEmpty();
        Cli.Answer again = cli.run("quarantine", "release", id, "--reason", "once more", "--wait", "100");
        assertThat(again.code()).as(again.out() + again.err()).isEqualTo(NEGATIVE);
    }

    @Test
    void shouldRefuseASecondPlatformOnTheSameDirectory() throws InterruptedException {
        try (VerdictProcess second = start()) {
            assertThat(second.awaitExit()).isEqualTo(UNAVAILABLE);
            assertThat(second.errors()).contains(Long.toString(up.pid()));
        }
        assertThat(cli.run("topics", "plan").code())
                .as("the first goes on and is still found")
                .isZero();
    }

    @Test
    void shouldLoseNothingToAKillAndGoOn() throws Exception {
        publish("killed", 4);
        awaitView("curated_images", "killed", 4);
        awaitView("prices", "killed", 1);
        TreeMap<String, List<String>> before = content();
        Set<String> rows = rows();

        up.kill();
        ensureUp();

        assertThat(content()).isEqualTo(before);
        Awaitility.await("the views as they were").atMost(PATIENCE).untilAsserted(() -> assertThat(rows())
                .isEqualTo(rows));
        publish("killed", 2);
        awaitView("curated_images", "killed", 6);
    }

    @Test
    void shouldEndWhenItIsToldToAndLeaveNothingBehind() throws Exception {
        List<ProcessHandle> children = up.children();
        assertThat(children).as("the schema registry is a process of its own").isNotEmpty();

        assertThat(up.terminate()).isIn(0, SIGTERM_EXIT);

        for (ProcessHandle child : children) {
            child.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        assertThat(data.resolve("endpoints.properties")).doesNotExist();
        ensureUp();
        assertThat(cli.run("topics", "plan").code()).as("it starts again").isZero();
    }

    private static VerdictProcess start() {
        return VerdictProcess.start(
                folder,
                "up",
                "--data",
                data.toString(),
                "--broker-port",
                "0",
                "--registry-port",
                "0",
                "--api-port",
                "0",
                "--json");
    }

    /** Publishes good photos by the command, and waits until each is decided on. */
    private void publish(String listing, int count) throws IOException {
        Path batch = Files.createTempDirectory(folder, listing);
        for (int i = 0; i < count; i++) {
            Files.write(batch.resolve(i + ".jpg"), photos.get(drawn++));
        }
        Cli.Answer answer = cli.run("publish", batch.toString(), "--listing", listing, "--uploader", "test", "--json");
        assertThat(answer.code()).as(answer.out() + answer.err()).isZero();
        assertThat(answer.json().get("published").asInt()).isEqualTo(count);
        Awaitility.await("decisions on " + listing).atMost(PATIENCE).until(() -> {
            try (Facts facts = Facts.of(cluster(), Topics.IMAGE_UPLOADS, Topics.DETECTIONS, Topics.PRICE_ADJUSTMENTS)) {
                facts.readToEnd();
                return countOf(facts, Topics.IMAGE_UPLOADS, listing) == countOf(facts, Topics.DETECTIONS, listing)
                        && countOf(facts, Topics.DETECTIONS, listing)
                                == countOf(facts, Topics.PRICE_ADJUSTMENTS, listing);
            }
        });
    }

    private static long countOf(Facts facts, Topic<?> topic, String listing) {
        return facts.records().stream()
                .filter(each -> each.topic().equals(topic.name()) && each.key().equals(listing))
                .count();
    }

    private ClusterConfig cluster() {
        return ClusterConfig.of(
                ready.get("bootstrap").asText(), ready.get("registry").asText());
    }

    /** Waits until a view has so many rows of a listing, all of them with what follows from the photo's features. */
    private void awaitView(String view, String listing, int count) {
        Awaitility.await(view + " of " + listing).atMost(PATIENCE).untilAsserted(() -> {
            Cli.Answer answer = view.equals("prices")
                    ? cli.run("view", view, listing)
                    : cli.run("view", view, "--listing", listing);
            assertThat(answer.code()).as(answer.out() + answer.err()).isZero();
            if (!view.equals("prices")) {
                assertThat(answer.json().get("rows")).hasSize(count);
                assertThat(answer.json().get("rows"))
                        .allSatisfy(row ->
                                assertThat(row.path("quality").asText("GOOD")).isNotEqualTo("UNKNOWN"));
            }
        });
    }

    /** Every record of every topic. */
    private TreeMap<String, List<String>> content() {
        TreeMap<String, List<String>> content = new TreeMap<>();
        for (Topic<?> topic : Topics.all()) {
            try (Facts facts = Facts.of(cluster(), topic)) {
                facts.readToEnd();
                content.put(
                        topic.name(),
                        facts.records().stream()
                                .sorted(Comparator.<ConsumerRecord<?, ?>>comparingInt(each -> each.partition())
                                        .thenComparingLong(each -> each.offset()))
                                .map(each -> "%d/%d %s %s"
                                        .formatted(
                                                each.partition(),
                                                each.offset(),
                                                each.key(),
                                                AvroJson.toJson(each.value())))
                                .toList());
            }
        }
        return content;
    }

    /** Every row of every view. */
    private Set<String> rows() {
        Set<String> rows = new TreeSet<>();
        for (String view : List.of("raw_images", "curated_images", "prices")) {
            Cli.Answer answer = cli.run("view", view, "--limit", "500");
            assertThat(answer.code()).as(answer.out() + answer.err()).isZero();
            answer.json().get("rows").forEach(row -> rows.add(view + " " + row));
        }
        return rows;
    }

    private static List<JsonNode> ofListing(List<JsonNode> lines, String listing) {
        return lines.stream()
                .filter(line -> line.get("key").asText().equals(listing))
                .toList();
    }

    private static List<JsonNode> earlierThan(JsonNode last, List<JsonNode> lines) {
        return lines.stream()
                .filter(line ->
                        line.get("time").asText().compareTo(last.get("time").asText()) < 0)
                .toList();
    }

    private static Set<String> imageIds(List<JsonNode> lines, String path) {
        return lines.stream().map(line -> line.at(path).asText()).collect(Collectors.toCollection(TreeSet::new));
    }
}
