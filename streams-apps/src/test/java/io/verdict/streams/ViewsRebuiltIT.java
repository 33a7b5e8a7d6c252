package io.verdict.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.verdict.events.Arm;
import io.verdict.events.ImageAccepted;
import io.verdict.streams.app.RunnerConfig;
import io.verdict.streams.app.StreamsApp;
import io.verdict.streams.app.StreamsRunner;
import io.verdict.streams.catalog.CatalogApp;
import io.verdict.streams.catalog.QualityRule;
import io.verdict.streams.curation.CurationApp;
import io.verdict.streams.curation.CurationConfig;
import io.verdict.streams.pricing.PriceTable;
import io.verdict.streams.pricing.PricingApp;
import io.verdict.streams.read.ReadApi;
import io.verdict.streams.registry.RegistryApp;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Topics;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** AUD-5 on a real broker: a catalog that starts over, with another group and no state, has the same content. */
class ViewsRebuiltIT {

    private static final Duration LONG = Duration.ofSeconds(90);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    Path state;

    @Test
    void shouldRebuildEveryViewEqually() throws Exception {
        StreamsApp catalog = CatalogApp.create(QualityRule.STANDARD);
        List<StreamsApp> apps = List.of(
                CurationApp.create(CurationConfig.defaults()), PricingApp.create(PriceTable.shipped()), catalog);
        try (Cluster cluster = new Cluster()) {
            cluster.sendBytes(Topics.IMAGE_UPLOADS.name(), "listing-1", "no avro".getBytes(StandardCharsets.UTF_8));
            History history = new History(cluster, new Random(20260515));

            try (Running running = new Running(cluster, apps, state.resolve("first"))) {
                running.awaitReady();
                history.send(150);
                await().atMost(LONG)
                        .until(() -> !cluster.readBytes("dead-letters").isEmpty());
            }
            Map<String, List<String>> incremental;
            try (Running running = new Running(cluster, apps, state.resolve("first"))) {
                running.awaitReady();
                history.send(150);
                history.release(cluster);
                running.awaitCaughtUp();
                incremental = content(running.catalog);
            }
            assertThat(ofHistory(incremental.get("raw_images"))).hasSize(300);
            assertThat(ofHistory(incremental.get("curated_images"))).hasSizeBetween(150, 299);
            assertThat(ofHistory(incremental.get("image_features"))).hasSize(300);
            assertThat(incremental.get("prices")).isNotEmpty();
            assertThat(incremental.get("features")).hasSize(20);
            // The poison record is a dead letter of both apps that read uploads, and once of each.
            assertThat(cluster.readBytes("dead-letters")).hasSize(2);

            RunnerConfig same = RunnerConfig.single(cluster.config(), catalog, state.resolve("restored"));
            assertThat(contentOf(cluster, catalog, same)).isEqualTo(incremental);
            RunnerConfig anew = RunnerConfig.single(cluster.config(), catalog, state.resolve("rebuilt"))
                    .withApplicationId("verdict-catalog-rebuilt");
            assertThat(contentOf(cluster, catalog, anew)).isEqualTo(incremental);
        }
    }

    @Test
    void shouldAnswerEveryUploadExactlyOnce() throws Exception {
        StreamsApp curation = CurationApp.create(CurationConfig.defaults());
        Set<String> sent = new TreeSet<>();
        try (Cluster cluster = new Cluster();
                Running running = new Running(cluster, List.of(curation), state.resolve("once"));
                KafkaConsumer<String, ImageAccepted> images = cluster.reader(Topics.IMAGES)) {
            running.awaitReady();
            for (int i = 0; i < 60; i++) {
                for (String source : List.of("app", "dealer")) {
                    String id = "once-" + source + "-" + i;
                    cluster.send(Topics.IMAGE_UPLOADS, id, Samples.upload(source, id, id, id, Instant.now()));
                    sent.add(id);
                }
            }
            cluster.flush();
            running.awaitCaughtUp();

            // Other tests leave their photos in the same log.
            List<String> answered = Cluster.drain(images).stream()
                    .map(record -> record.value().getPhoto().getImageId())
                    .filter(id -> id.startsWith("once-"))
                    .toList();
            assertThat(answered).containsExactlyInAnyOrderElementsOf(sent);
        }
    }

    private Map<String, List<String>> contentOf(Cluster cluster, StreamsApp app, RunnerConfig config) throws Exception {
        try (StreamsRunner runner = new StreamsRunner(app, config, Clock.systemUTC())) {
            runner.start();
            assertThat(runner.awaitReady(LONG)).isTrue();
            await().atMost(LONG).until(() -> cluster.lag(app, config.applicationId()) <= 0);
            return content(runner);
        }
    }

    /** Every row of every view, read page by page over HTTP. */
    private Map<String, List<String>> content(StreamsRunner catalog) throws Exception {
        Map<String, List<String>> content = new TreeMap<>();
        try (StreamsRunner registry = unstarted(catalog);
                ReadApi api = ReadApi.start(
                        new InetSocketAddress("localhost", 0), catalog, registry, registry, List.of(catalog))) {
            assertThat(status(api, "/models")).as("the registry does not run").isEqualTo(503);
            for (String view : List.of("raw_images", "curated_images", "image_features", "features", "prices")) {
                List<String> rows = new ArrayList<>();
                String after = "";
                do {
                    JsonNode page = get(api, "/views/" + view + "?limit=37" + after);
                    page.get("rows").forEach(row -> rows.add(row.toString()));
                    assertThat(page.at("/asOf/partitions").size()).isPositive();
                    after = page.get("next").isNull()
                            ? null
                            : "&after=" + page.get("next").asText();
                } while (after != null);
                content.put(view, rows);
            }
            assertThat(get(api, "/health").get("status").asText()).isEqualTo("UP");
            JsonNode row = JSON.readTree(ofHistory(content.get("raw_images")).get(0));
            String listing = row.at("/photo/listingId").asText();
            String image = row.at("/photo/imageId").asText();
            JsonNode answer = get(api, "/views/raw_images/" + image);
            assertThat(answer.get("row")).isEqualTo(row);
            assertThat(answer.at("/asOf/offsets/image-uploads").size()).isPositive();
            assertThat(get(api, "/views/features/visits/" + listing)
                            .at("/row/entity")
                            .asText())
                    .isEqualTo(listing);
            assertThat(get(api, "/views/features?group=visits").get("rows")).hasSize(20);
            assertThat(get(api, "/views/features?group=visit").get("rows")).isEmpty();
            assertThat(get(api, "/views/image_features/" + image)
                            .at("/row/imageId")
                            .asText())
                    .isEqualTo(image);
            assertThat(get(api, "/views/image_features?listing=" + listing).get("rows"))
                    .isNotEmpty()
                    .allSatisfy(
                            found -> assertThat(found.get("listingId").asText()).isEqualTo(listing));
            assertThat(get(api, "/views/raw_images?listing=" + listing).get("rows"))
                    .isNotEmpty()
                    .allSatisfy(found ->
                            assertThat(found.at("/photo/listingId").asText()).isEqualTo(listing));
        }
        return content;
    }

    private StreamsRunner unstarted(StreamsRunner beside) {
        StreamsApp app = RegistryApp.create();
        RunnerConfig config = RunnerConfig.single(
                ClusterConfig.of("127.0.0.1:9", "http://127.0.0.1:9"), app, state.resolve(beside.name() + "-registry"));
        return new StreamsRunner(app, config, Clock.systemUTC());
    }

    /** Without the rows of photos that other tests left in the same log. */
    private static List<String> ofHistory(List<String> rows) {
        return rows.stream().filter(row -> row.contains("\"imageId\":\"image-")).toList();
    }

    private JsonNode get(ReadApi api, String path) throws Exception {
        HttpResponse<String> response = ask(api, path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private int status(ReadApi api, String path) throws Exception {
        return ask(api, path).statusCode();
    }

    private HttpResponse<String> ask(ReadApi api, String path) throws Exception {
        URI uri = URI.create("http://localhost:" + api.address().getPort() + path);
        return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The apps of a process. */
    private static final class Running implements AutoCloseable {

        private final Cluster cluster;
        private final List<StreamsRunner> runners = new ArrayList<>();
        private final List<StreamsApp> apps;
        private final StreamsRunner catalog;

        Running(Cluster cluster, List<StreamsApp> apps, Path directory) {
            this.cluster = cluster;
            this.apps = apps;
            for (StreamsApp app : apps) {
                RunnerConfig config = RunnerConfig.single(cluster.config(), app, directory);
                runners.add(new StreamsRunner(app, config, Clock.systemUTC()));
            }
            catalog = runners.get(runners.size() - 1);
            runners.forEach(StreamsRunner::start);
        }

        void awaitReady() throws InterruptedException {
            for (StreamsRunner runner : runners) {
                assertThat(runner.awaitReady(LONG))
                        .as(runner.health().toString())
                        .isTrue();
            }
        }

        void awaitCaughtUp() {
            // In the order of a record's way: what an app has caught up with, the next one can see.
            apps.forEach(app -> await().atMost(LONG).until(() -> cluster.lag(app, "verdict-" + app.name()) <= 0));
        }

        @Override
        public void close() {
            runners.forEach(StreamsRunner::close);
        }
    }

    /** Uploads, decisions, failures and features of a few listings, some of them repeated or too small. */
    private static final class History {

        private final Cluster cluster;
        private final Random random;
        private final Instant begin = Instant.now().minusSeconds(3600);
        private int photos;

        History(Cluster cluster, Random random) {
            this.cluster = cluster;
            this.random = random;
        }

        void send(int count) {
            for (int i = 0; i < count; i++) {
                photo();
            }
            cluster.flush();
        }

        private void photo() {
            int photo = photos++;
            String listing = "listing-" + random.nextInt(20);
            String image = "image-" + photo;
            String bytes = "bytes-" + (random.nextInt(5) == 0 ? random.nextInt(photo + 1) : photo);
            Instant time = begin.plusSeconds(photo);
            String source = random.nextBoolean() ? "app" : "dealer";
            cluster.send(Topics.IMAGE_UPLOADS, listing, Samples.upload(source, listing, image, bytes, time));
            cluster.send(
                    Topics.FEATURE_VALUES,
                    listing,
                    Samples.featureValues(
                            "visits-" + photo,
                            "visits",
                            listing,
                            time.minusSeconds(random.nextInt(60)),
                            time,
                            Map.of("count", random.nextLong())));
            cluster.send(
                    Topics.IMAGE_FEATURES,
                    listing,
                    Samples.features(listing, image, random.nextDouble(), 100, time.plusMillis(60)));
            if (random.nextInt(10) == 0) {
                cluster.send(
                        Topics.DETECTION_FAILURES,
                        listing,
                        Samples.failure(listing, image, bytes, time.plusMillis(80), Arm.CHAMPION));
            } else {
                cluster.send(
                        Topics.DETECTIONS,
                        listing,
                        Samples.decision(
                                listing,
                                image,
                                bytes,
                                time.plusMillis(80),
                                Samples.seen(
                                        "dent", 0.5 + random.nextDouble() / 2, random.nextInt(800), 300, 100, 90)));
            }
        }

        void release(Cluster cluster) {
            for (int photo = 0; photo < photos; photo += 3) {
                for (int listing = 0; listing < 20; listing++) {
                    cluster.send(
                            Topics.CURATION_COMMANDS,
                            "listing-" + listing,
                            Samples.release(
                                    "command-" + photo + "-" + listing,
                                    "listing-" + listing,
                                    "image-" + photo,
                                    begin.plusSeconds(photos + photo)));
                }
            }
            cluster.flush();
        }
    }
}
