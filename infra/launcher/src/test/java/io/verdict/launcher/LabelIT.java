package io.verdict.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.verdict.avro.Envelope;
import io.verdict.connectors.store.Content;
import io.verdict.connectors.store.ObjectStore;
import io.verdict.connectors.store.ObjectTags;
import io.verdict.connectors.store.Placement;
import io.verdict.connectors.store.Zone;
import io.verdict.events.DatasetReference;
import io.verdict.events.DeclaredPrice;
import io.verdict.events.ImageAccepted;
import io.verdict.events.ImageFormat;
import io.verdict.events.ImageLabels;
import io.verdict.events.Photo;
import io.verdict.events.RunLimits;
import io.verdict.events.StoredObject;
import io.verdict.events.TrainingData;
import io.verdict.events.TrainingSpec;
import io.verdict.launcher.photos.PhotoFeed;
import io.verdict.launcher.testing.Cli;
import io.verdict.launcher.testing.Cli.Answer;
import io.verdict.launcher.testing.Facts;
import io.verdict.launcher.testing.SharedCluster;
import io.verdict.launcher.train.DatasetPart;
import io.verdict.launcher.train.RequestedVersions;
import io.verdict.streams.app.RunnerConfig;
import io.verdict.streams.app.StreamsApp;
import io.verdict.streams.app.StreamsRunner;
import io.verdict.streams.labels.LabelsApp;
import io.verdict.streams.labels.LabelsConfig;
import io.verdict.streams.read.ReadApi;
import io.verdict.topics.ClientConfigs;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Topics;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels and the labelling queue through the command line, on a real broker (LAB-1, LAB-3). */
class LabelIT {

    private static final PhotoFeed PHOTOS = PhotoFeed.good(88_000, 1600, 1200);
    private static final String LISTING = "labelled-" + UUID.randomUUID();

    @TempDir
    static Path folder;

    private static ClusterConfig cluster;
    private static StreamsRunner app;
    private static Cli cli;
    private static int drawn;

    @BeforeAll
    static void start() throws Exception {
        cluster = SharedCluster.ready();
        // Every photo is drawn, so that there is something in the queue.
        LabelsConfig shipped = LabelsConfig.defaults();
        StreamsApp labels = LabelsApp.create(
                new LabelsConfig(shipped.classes(), 1, shipped.agreement(), new LabelsConfig.Queueing(0.25, 0.45, 1)));
        app = new StreamsRunner(
                labels, RunnerConfig.single(cluster, labels, folder.resolve("state")), Clock.systemUTC());
        app.start();
        cli = new Cli(
                "--bootstrap",
                cluster.bootstrap(),
                "--registry",
                cluster.registry(),
                "--data",
                folder.resolve("data").toString());
        assertThat(app.awaitReady(Duration.ofMinutes(1))).isTrue();
    }

    @AfterAll
    static void stop() {
        if (app != null) {
            app.close();
        }
    }

    private static Answer done(String... words) {
        Answer answer = cli.run(words);
        assertThat(answer.code()).as(answer.out() + answer.err()).isZero();
        return answer;
    }

    private static String accepted() throws Exception {
        return accepted(LISTING);
    }

    /** A photo of its own on the log and in the store. */
    private static String accepted(String listing) throws Exception {
        String imageId = UUID.randomUUID().toString();
        Instant now = Instant.now();
        Photo photo = new Photo(
                imageId,
                listing,
                "dealer",
                "dana",
                "ap-south-1",
                now,
                stored(PHOTOS.upload(drawn++).bytes()),
                ImageFormat.JPEG,
                1600,
                1200,
                1,
                null,
                null);
        try (Facts queued = Facts.of(cluster, Topics.LABELLING_QUEUE_VIEW);
                var producer = new KafkaProducer<>(
                        ClientConfigs.producer(cluster),
                        new StringSerializer(),
                        Topics.IMAGES.serde(cluster.serdeConfig()).serializer())) {
            producer.send(new ProducerRecord<>(
                            Topics.IMAGES.name(),
                            listing,
                            new ImageAccepted(Envelope.fresh(Clock.systemUTC(), "curation"), photo, false)))
                    .get();
            queued.await("the photo in the queue", seen -> seen.records().stream()
                    .anyMatch(record -> record.key().equals(imageId)));
        }
        return imageId;
    }

    @Test
    void shouldGoFromTheQueueToAnApprovedLabel() throws Exception {
        String photo = accepted();
        JsonNode entry = done("label", "list", "--limit", "100000", "--json").jsonLines().stream()
                .filter(row -> row.at("/image/imageId").asText().equals(photo))
                .findFirst()
                .orElseThrow();
        assertThat(entry.at("/reasons/0/kind").asText()).isEqualTo("UNIFORM_SAMPLE");
        assertThat(entry.at("/reasons/0/inclusionProbability").asDouble()).isEqualTo(1.0);
        assertThat(done("label", "next", "--as", "ada").out()).contains("why: Drawn by chance");

        Answer outside = cli.run(
                "label",
                "submit",
                photo,
                "--as",
                "ada",
                "--model",
                "car-damage",
                "--box",
                "dent:1590,0,60,40",
                "--json");
        assertThat(outside.code()).isOne();
        assertThat(outside.json().get("code").asText()).isEqualTo("BOX_OUTSIDE");
        assertThat(cli.run("label", "submit", photo, "--box", "dent").code()).isEqualTo(2);

        Path file = Files.writeString(folder.resolve("labels.yaml"), """
                model: car-damage
                imageWidth: 1600
                imageHeight: 1200
                boxes:
                  - { class: dent, x: 100, y: 80, width: 60, height: 40 }
                """);
        String set = done("label", "submit", photo, "--as", "ada", "--file", file.toString(), "--json")
                .json()
                .get("command")
                .asText();
        assertThat(done("label", "list", "--limit", "100000").out()).doesNotContain(photo);
        Answer own = cli.run("label", "approve", photo, "--as", "ada");
        assertThat(own.code()).isOne();
        assertThat(own.out()).contains("SAME_PERSON", "An annotator does not approve their own label.");

        assertThat(done("label", "submit", photo, "--as", "bob", "--model", "car-damage", "--nothing")
                        .out())
                .contains("go to review: ada and bob on dent: 0 in common, 1 and 0 alone");
        assertThat(done("label", "review").out()).contains(photo, "in review:");
        assertThat(cli.run("label", "approve", photo, "--as", "mia").code())
                .as("there are two")
                .isEqualTo(2);
        done("label", "approve", photo, set, "--as", "mia", "--reason", "I see it, too");

        assertThat(done("label", "show", photo).out()).contains("approved by ada, approved by mia", "superseded by");
        try (Facts rows = Facts.of(cluster, Topics.LABELS_VIEW)) {
            rows.await("the view", seen -> seen.records().stream()
                    .anyMatch(row -> row.key().equals(photo)
                            && row.value() instanceof ImageLabels labels
                            && labels.getStanding().stream().anyMatch(one -> one.getApproval() != null)));
        }
        try (ReadApi api = ReadApi.start(new InetSocketAddress("localhost", 0), app, app, app, List.of(app))) {
            String url = "http://localhost:" + api.address().getPort();
            assertThat(done("view", "labels", photo, "--api", url)
                            .json()
                            .at("/row/standing/0/approval/by")
                            .asText())
                    .isEqualTo("mia");
            assertThat(done("view", "label_queue", "--limit", "1000", "--api", url)
                            .out())
                    .contains(photo);
        }
    }

    @Test
    void shouldSkipAndQueueAgain() throws Exception {
        String photo = accepted();
        done("label", "skip", photo, "--as", "ada", "--reason", "no car on it");
        assertThat(cli.run("label", "skip", photo, "--as", "ada", "--reason", "again")
                        .out())
                .contains("NOT_QUEUED");
        assertThat(done("label", "queue", photo, "--as", "mia", "--reason", "there is", "--annotators", "2")
                        .out())
                .contains("is in the labelling queue: mia: there is");
        assertThat(cli.run("label", "show", "no-such-photo").code()).isOne();
    }

    /** LAB-4. */
    @Test
    void shouldMakeADatasetVersionOfWhatIsApproved() throws Exception {
        // One falls into each split.
        String first = accepted("car-1");
        approved(first);
        approved(accepted("car-17"));
        approved(accepted("car-7"));
        String second = accepted("car-2");
        done("label", "submit", second, "--as", "ada", "--model", "car-damage", "--nothing");

        JsonNode one = built();
        Instant between = Instant.now();
        done("label", "approve", second, "--as", "mia");
        JsonNode two = built();
        JsonNode past = built("--as-of", between.toString());

        assertThat(one.get("new").booleanValue()).isTrue();
        assertThat(one.get("query").asText()).isEqualTo("approved labels");
        assertThat(manifest(one)).contains(first, "\"dent\"").doesNotContain(second);
        assertThat(manifest(two)).contains(first, second);
        assertThat(past.get("version")).isEqualTo(one.get("version"));
        assertThat(past.get("new").booleanValue()).as("published once").isFalse();
        assertThat(cli.run("dataset", "build", "labelled-it", "--as-of", "17").code())
                .isEqualTo(2);
        assertRequestedPartsOf(two);
    }

    /** TRN-7: what triggers ask for is what runs can learn from. */
    private static void assertRequestedPartsOf(JsonNode version) throws Exception {
        TrainingData requested = new TrainingData(
                new DatasetReference("labelled-it", version.get("version").asText()),
                version.get("manifest").asText());
        TrainingSpec spec = new TrainingSpec(
                "car-damage",
                "detector",
                requested,
                null,
                null,
                Map.of(),
                1L,
                1,
                new RunLimits(600, null),
                new DeclaredPrice(new BigDecimal("1.0000"), "USD"));
        try (ObjectStore store = SharedCluster.store()) {
            TrainingSpec whole = new RequestedVersions(cluster, store).of(spec);
            DatasetPart learning = DatasetPart.parse(whole.getData().getUri());
            assertThat(learning.manifest()).isEqualTo(requested.getUri());
            assertThat(learning.split()).isEqualTo("train");
            assertThat(learning.classes()).contains("dent");
            assertThat(DatasetPart.parse(whole.getValidation().getUri())).isEqualTo(learning.withSplit("val"));
        }
    }

    /** LAB-2. */
    @Test
    void shouldImportReviewAndExportTheSameBoxes() throws Exception {
        String first = accepted();
        String second = accepted();
        Path right = coco("right.json", first, second, "[10.1,20,30.5,40]");
        Path wrong = coco("wrong.json", first, "no-such-photo", "[1500,20,300,40]");

        Answer refused = imported(right, wrong);
        assertThat(refused.code()).isOne();
        assertThat(refused.out())
                .contains(
                        "wrong.json:1:",
                        "image 'no-such-photo' is not known; upload the photo",
                        "annotations[0].bbox: box from (1500, 20) to (1800, 60) reaches 200 px beyond")
                .endsWith("2 problems; nothing of 2 files is handed in.\n");
        assertThat(cli.run("label", "show", first).out())
                .as("nothing was written")
                .doesNotContain("pending");
        assertThat(cli.run("label", "import", right.toString(), "--model", "no-such-model")
                        .code())
                .isOne();

        Answer taken = imported(right);
        assertThat(taken.code()).as(taken.out() + taken.err()).isZero();
        assertThat(taken.out()).contains("2 photos' labels wait for review; 0 were there before, 0 are refused");
        assertThat(imported(right).out()).contains("0 photos' labels wait for review; 2 were there before");
        assertThat(cli.run("label", "approve", first, "--as", "imp").out()).contains("SAME_PERSON");
        done("label", "approve", first, "--as", "mia");

        Path out = folder.resolve("exported");
        done(
                "label",
                "export",
                "--model",
                "car-damage",
                "--format",
                "coco",
                "--approved",
                "--out",
                out.toString(),
                "--with-photos",
                "--store",
                SharedCluster.storeUri());
        String exported = Files.readString(out.resolve("labels.json"));
        assertThat(exported)
                .contains(first + ".jpg", "\"bbox\":[10.1,20.0,30.5,40.0]")
                .doesNotContain(second);
        assertThat(out.resolve("images").resolve(first + ".jpg")).isNotEmptyFile();
        Answer again =
                cli.run("label", "import", out.resolve("labels.json").toString(), "--model", "car-damage", "--dry-run");
        assertThat(again.code()).as(again.out()).isZero();
    }

    private static Answer imported(Path... files) {
        List<String> words = new ArrayList<>(List.of("label", "import", "--model", "car-damage", "--as", "imp"));
        for (Path file : files) {
            words.add(file.toString());
        }
        return cli.run(words.toArray(String[]::new));
    }

    private static Path coco(String name, String first, String second, String box) throws IOException {
        return Files.writeString(folder.resolve(name), """
                {"images":[{"id":1,"file_name":"%s","width":1600,"height":1200},\
                {"id":2,"file_name":"%s","width":1600,"height":1200}],\
                "annotations":[{"id":1,"image_id":1,"category_id":1,"bbox":%s}],\
                "categories":[{"id":1,"name":"dent"}]}
                """.formatted(first, second, box));
    }

    private static void approved(String photo) {
        done("label", "submit", photo, "--as", "ada", "--model", "car-damage", "--box", "dent:100,80,60,40");
        done("label", "approve", photo, "--as", "mia");
    }

    private static JsonNode built(String... more) {
        List<String> words = new ArrayList<>(List.of(
                "dataset", "build", "labelled-it", "--store", SharedCluster.storeUri(), "--seed", "seed", "--json"));
        words.addAll(List.of(more));
        return done(words.toArray(String[]::new)).json();
    }

    private static String manifest(JsonNode version) throws IOException {
        return Files.readString(Path.of(URI.create(version.get("manifest").asText())));
    }

    private static StoredObject stored(byte[] photo) throws Exception {
        try (ObjectStore store = SharedCluster.store()) {
            return store.put(
                    Content.of(photo),
                    new Placement(Zone.RAW, "ap-south-1", LocalDate.EPOCH, "jpg"),
                    ObjectTags.none());
        }
    }
}
