package io.verdict.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.verdict.events.QuarantineEvent;
import io.verdict.launcher.testing.Cli;
import io.verdict.launcher.testing.Cli.Answer;
import io.verdict.launcher.testing.Events;
import io.verdict.launcher.testing.Facts;
import io.verdict.launcher.testing.Photos;
import io.verdict.launcher.testing.SharedCluster;
import io.verdict.topics.ClientConfigs;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that need the log only: no app and no consumer runs here. */
class PublishAndWatchIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Photos PHOTOS = new Photos();

    @TempDir
    static Path folder;

    private static ClusterConfig cluster;
    private static Cli cli;

    @BeforeAll
    static void start() throws Exception {
        cluster = SharedCluster.ready();
        cli = new Cli(
                "--bootstrap",
                cluster.bootstrap(),
                "--registry",
                cluster.registry(),
                "--data",
                folder.resolve("data").toString());
    }

    @Test
    void shouldPublishOnceWhatIsPublishedAgainAfterAnInterruption() throws IOException {
        Path batch = Files.createDirectory(folder.resolve("batch"));
        for (int index = 0; index < 3; index++) {
            Files.write(batch.resolve(index + ".jpg"), PHOTOS.get(index));
        }
        Files.writeString(batch.resolve("notes.txt"), "not called like a photo");

        Answer first = publish("batch", batch);
        Files.write(batch.resolve("3.jpg"), PHOTOS.get(3));
        Answer second = publish("batch", batch);

        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.out()).startsWith("3 published, 0 published before, 0 failed, 0 not tried, 1 skipped;");
        assertThat(second.out()).startsWith("1 published, 3 published before, 0 failed, 0 not tried, 1 skipped;");
        assertThat(Facts.read(cluster, Topics.IMAGE_UPLOADS))
                .filteredOn(upload -> upload.getPhoto().getListingId().equals("batch"))
                .hasSize(4);
    }

    @Test
    void shouldNameWhatIsNotThereAndPublishTheRest() throws IOException {
        Path photo = Files.write(folder.resolve("there.jpg"), PHOTOS.get(10));
        Path missing = folder.resolve("missing.jpg");

        Answer answer =
                cli.run("publish", missing.toString(), photo.toString(), "--listing", "partly", "--uploader", "dana");

        assertThat(answer.code()).isOne();
        assertThat(answer.out())
                .startsWith("1 published, 0 published before, 1 failed")
                .contains(missing.toString());
    }

    @Test
    void shouldShowRecordsAsTheyArrive() {
        CompletableFuture<Answer> watching = CompletableFuture.supplyAsync(
                () -> cli.run("watch", "image-uploads", "--key", "arriving", "--limit", "1", "--json"));

        int[] next = {1000};
        await("a record for the one who watches").atMost(PATIENCE).until(() -> {
            Path photo = Files.write(folder.resolve("arriving.jpg"), PHOTOS.get(next[0]++));
            assertThat(publish("arriving", photo).code()).isZero();
            return watching.isDone();
        });

        JsonNode record = watching.join().jsonLines().get(0);
        assertThat(record.get("key").asText()).isEqualTo("arriving");
        assertThat(record.at("/value/photo/listingId").asText()).isEqualTo("arriving");
    }

    @Test
    void shouldFindAListingInOnePartition() throws IOException {
        publish("single", Files.write(folder.resolve("single.jpg"), PHOTOS.get(20)));

        List<String> lines = IntStream.range(0, 4)
                .mapToObj(partition -> cli.run(
                        "watch",
                        "image-uploads",
                        "--from",
                        "earliest",
                        "--until",
                        "end",
                        "--key",
                        "single",
                        "--partition",
                        Integer.toString(partition)))
                .flatMap(answer -> answer.out().lines())
                .toList();

        assertThat(lines)
                .singleElement()
                .asString()
                .matches("[0-3]/\\d+  \\S+Z  single  \\{.*\"listingId\":\"single\".*}");
    }

    @Test
    void shouldEndAtOnceWhereTheLastPlaceHasPassed() {
        assertThat(cli.run("watch", "image-uploads", "--from", "earliest", "--until", "0")
                        .out())
                .isEmpty();
        assertThat(cli.run("watch", "image-uploads", "--from", "earliest", "--until", "2026-01-01T00:00:00Z")
                        .out())
                .isEmpty();
    }

    @Test
    void shouldRefuseAPartitionThatDoesNotExist() {
        Answer answer = cli.run("watch", "image-uploads", "--partition", "99");

        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err()).contains("--partition", "99").doesNotContain("\tat ");
    }

    @Test
    void shouldFindNothingToDoAfterTheTopicsWereApplied() {
        Answer plan = cli.run("topics", "plan", "--json");

        assertThat(plan.code()).as(plan.out()).isZero();
        assertThat(plan.json().isObject()).isTrue();
        assertThat(cli.run("topics", "describe", "--json").json().isObject()).isTrue();
    }

    @Test
    void shouldKeepAReleaseOnTheLogWhereNoAppAnswersIt() throws Exception {
        QuarantineEvent event = Events.quarantined("stuck");
        try (KafkaProducer<String, QuarantineEvent> producer = new KafkaProducer<>(
                ClientConfigs.producer(cluster),
                new StringSerializer(),
                Topics.QUARANTINE.serde(cluster.serdeConfig()).serializer())) {
            producer.send(new ProducerRecord<>(Topics.QUARANTINE.name(), event.getListingId(), event))
                    .get();
        }

        Answer listed = cli.run("quarantine", "list");
        assertThat(listed.code()).isZero();
        assertThat(listed.out()).contains("stuck  listing L1", "It is too small.", "1 in quarantine.");
        Answer released = cli.run("quarantine", "release", "stuck", "--reason", "meant", "--as", "mia", "--wait", "1");

        assertThat(released.code()).isEqualTo(3);
        assertThat(released.out()).contains("No answer within 1 s", "infra/verdict run apps");
        assertThat(Facts.read(cluster, Topics.CURATION_COMMANDS))
                .singleElement()
                .satisfies(command -> {
                    assertThat(command.getImageId()).isEqualTo("stuck");
                    assertThat(command.getReason()).isEqualTo("meant");
                    assertThat(command.getMeta().getActor()).isEqualTo("mia");
                });
        Answer unknown = cli.run("quarantine", "release", "nobody", "--reason", "why not", "--json");
        assertThat(unknown.code()).isOne();
        assertThat(unknown.json().get("released").asBoolean()).isFalse();
    }

    private static Answer publish(String listing, Path path) {
        return cli.run("publish", path.toString(), "--listing", listing, "--uploader", "dana");
    }
}
