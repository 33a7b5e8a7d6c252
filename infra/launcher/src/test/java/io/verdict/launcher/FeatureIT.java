package io.verdict.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.verdict.events.ImageFeatures;
import io.verdict.events.Meta;
import io.verdict.launcher.testing.Cli;
import io.verdict.launcher.testing.Cli.Answer;
import io.verdict.stack.SharedStack;
import io.verdict.topics.ClientConfigs;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ING-6 on a real broker: tables become features, and labels get what was known of their entities at the time. */
class FeatureIT {

    private static final String SCHEMA = """
            table: visits
            columns:
              - name: customer
                type: TEXT
                role: GROUP
              - name: at
                type: TIMESTAMP
                role: EVENT_TIME
              - name: known
                type: TIMESTAMP
                role: KNOWN_TIME
              - name: count
                type: INTEGER
              - name: tier
                type: TEXT
            """;

    @TempDir
    Path folder;

    private ClusterConfig cluster;
    private Cli cli;

    @BeforeEach
    void connect() {
        SharedStack stack = SharedStack.get();
        cluster = ClusterConfig.of(stack.bootstrap(), stack.registryUrl());
        cli = new Cli("--bootstrap", cluster.bootstrap(), "--registry", cluster.registry());
        done("topics", "apply");
    }

    private Answer done(String... words) {
        Answer answer = cli.run(words);
        assertThat(answer.code()).as(answer.out() + answer.err()).isZero();
        return answer;
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private JsonNode put(String rows) throws IOException {
        Path table = file("visits.csv", "customer,at,known,count,tier\n" + rows);
        Path schema = file("visits.yaml", SCHEMA);
        return done("feature", "put", "visits", table.toString(), "--schema", schema.toString(), "--json")
                .json();
    }

    private JsonNode join(String out, String labels, String... more) {
        List<String> words = new ArrayList<>(List.of(
                "feature",
                "join",
                "--labels",
                labels,
                "--groups",
                "visits",
                "--out",
                folder.resolve(out).toString()));
        words.addAll(List.of(more));
        words.add("--json");
        return done(words.toArray(String[]::new)).json();
    }

    private List<String> lines(String name) throws IOException {
        return Files.readAllLines(folder.resolve(name));
    }

    @Test
    void shouldNotLetALateArrivingValueLeakAndGiveTheSameBytesForTheSamePositions() throws IOException {
        String labels = file("labels.csv", """
                        entity,label_time,known_by
                        ada,2026-05-15T12:00:00Z,
                        ada,2026-05-15T12:00:00Z,2026-06-01T00:00:00Z
                        """).toString();
        String early = "ada,2026-05-10T00:00:00Z,2026-05-10T01:00:00Z,3,gold\n";
        assertThat(put(early).get("new").asInt()).isOne();
        assertThat(put(early).get("new").asInt()).as("said already").isZero();
        JsonNode before = join("before.csv", labels);
        assertThat(lines("before.csv").get(0)).contains("visits.count,visits.tier");
        assertThat(lines("before.csv").get(1)).startsWith("ada,2026-05-15T12:00:00Z,,3,gold,2026-05-10T00:00:00Z");
        assertThat(lines("before.csv").get(2)).contains(",3,gold,");

        // About a time before the labels', and known two weeks after it.
        assertThat(put(early + "ada,2026-05-14T00:00:00Z,2026-05-29T00:00:00Z,9,gold\n")
                        .get("new")
                        .asInt())
                .isOne();

        join("after.csv", labels);
        assertThat(lines("after.csv").get(1)).isEqualTo(lines("before.csv").get(1));
        assertThat(lines("after.csv").get(2)).contains(",9,gold,2026-05-14T00:00:00Z,2026-05-29T00:00:00Z,");
        Answer empty = cli.run(
                "feature",
                "join",
                "--labels",
                labels,
                "--groups",
                "visits",
                "--out",
                folder.resolve("asof.csv").toString(),
                "--as-of",
                "2026-05-28T00:00:00Z");
        assertThat(empty.code()).as("nothing was on the log then").isOne();
        assertThat(empty.err()).contains("nothing in the group 'visits'");
        join("written.csv", labels, "--known", "written");
        assertThat(lines("written.csv").get(1)).as("it came onto the log today").endsWith(",,,,,");
        String positions = folder.resolve("before.csv.manifest.json").toString();
        assertThat(join("again.csv", labels, "--positions", positions)).isEqualTo(before);
        assertThat(folder.resolve("again.csv")).hasSameBinaryContentAs(folder.resolve("before.csv"));
        assertBoundByPositions(labels, positions);
    }

    private void assertBoundByPositions(String labels, String positions) throws IOException {
        String[] join = {"feature", "join", "--labels", labels, "--groups", "visits", "--json", "--out"};
        Answer first = cli.run(with(join, folder.resolve("first.csv").toString(), "--as-of", "0"));
        assertThat(first.json().get("positions").get(Topics.FEATURE_VALUES.name()))
                .hasSize(4)
                .allSatisfy(bound -> assertThat(bound.asLong()).isBetween(0L, 1L));

        String beyond = Files.readString(Path.of(positions)).replaceAll("\"0\" : \\d+", "\"0\" : 999999");
        Path altered = file("altered.json", beyond);
        Answer refused = cli.run(with(join, folder.resolve("no.csv").toString(), "--positions", altered.toString()));
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("the positions say 999999 of partition 0");
        assertThat(folder.resolve("no.csv")).doesNotExist();
    }

    private static String[] with(String[] first, String... more) {
        return Stream.concat(Stream.of(first), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void shouldJoinWhatWasMeasuredOnPhotosAndPassOverWhatNobodyCanRead() throws Exception {
        Instant noon = Instant.parse("2026-05-15T12:00:00Z");
        try (var producer = new KafkaProducer<>(
                        ClientConfigs.producer(cluster), new StringSerializer(), new ByteArraySerializer());
                var serde = Topics.IMAGE_FEATURES.serde(cluster.serdeConfig())) {
            String topic = Topics.IMAGE_FEATURES.name();
            byte[] first = serde.serializer().serialize(topic, features("photo-1", noon, 0.25));
            byte[] second = serde.serializer().serialize(topic, features("photo-2", noon.plusSeconds(60), 0.75));
            producer.send(new ProducerRecord<>(topic, "feature-it", first)).get();
            producer.send(new ProducerRecord<>(topic, "feature-it", second)).get();
            // Where no other test of this JVM reads.
            String features = Topics.FEATURE_VALUES.name();
            producer.send(new ProducerRecord<>(features, "feature-it", "no avro".getBytes(StandardCharsets.UTF_8)))
                    .get();
        }
        Path labels = file("photos.csv", """
                photo,listing,when
                photo-1,feature-it,2026-05-15T12:00:30Z
                photo-1,feature-it,2026-05-15T12:05:00Z
                """);
        Answer answer = cli.run(
                "feature",
                "join",
                "--labels",
                labels.toString(),
                "--groups",
                "image:photo,listing:listing,imge:photo",
                "--time",
                "when",
                "--out",
                folder.resolve("photos.jsonl").toString(),
                "--json");
        assertThat(answer.code()).isOne();
        assertThat(answer.err()).contains("nothing in the group 'imge'. Did you mean image?");

        List<JsonNode> rows = new Answer(0, Files.readString(folder.resolve("photos.jsonl")), "").jsonLines();
        assertThat(rows)
                .extracting(row -> row.get("image.brightness").asDouble())
                .containsExactly(0.25, 0.25);
        assertThat(rows)
                .extracting(row -> row.get("listing.brightness").asDouble())
                .containsExactly(0.25, 0.75);
        assertThat(rows.get(0).get("image.brightness_bin_01").asInt()).isEqualTo(2);
        assertThat(answer.json().get("unusable").asInt()).isPositive();
    }

    private static ImageFeatures features(String image, Instant time, double brightness) {
        return new ImageFeatures(
                new Meta("features-of-" + image, time, "test", "c", null),
                image,
                "feature-it",
                "sha",
                1000L,
                1600,
                1200,
                brightness,
                List.of(1, 2, 3),
                0.2,
                50.0,
                null,
                "pre-1");
    }
}
