package io.verdict.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.verdict.events.DatasetEvent;
import io.verdict.events.DatasetVersionPublished;
import io.verdict.launcher.testing.Cli;
import io.verdict.launcher.testing.Cli.Answer;
import io.verdict.launcher.testing.Facts;
import io.verdict.launcher.testing.Photos;
import io.verdict.launcher.testing.SharedCluster;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Topics;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a label file to a dataset version on the log, and back to the one before (LAB-2, LAB-4, LAB-5). */
class DatasetIT {

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
    void shouldPublishAVersionOnceAndFallBackWhenItIsWithdrawn() throws IOException {
        Path photos = Files.createDirectory(folder.resolve("photos"));
        photo(photos, "car-1/a.jpg", 0);
        photo(photos, "car-17/b.jpg", 1);
        photo(photos, "car-7/c.jpg", 2);
        Path first = labels("first.json", List.of("car-1/a.jpg", "car-17/b.jpg", "car-7/c.jpg"));
        // The same picture as the one of the test split, in a file of its own.
        photo(photos, "car-2/d.jpg", 6);
        photo(photos, "car-2/e.jpg", 3);
        Path second = labels(
                "second.json", List.of("car-1/a.jpg", "car-17/b.jpg", "car-7/c.jpg", "car-2/d.jpg", "car-2/e.jpg"));

        JsonNode one = build(first, photos).json();
        JsonNode two = build(second, photos).json();
        JsonNode again = build(second, photos).json();

        assertThat(one.at("/photos").toString()).isEqualTo("{\"train\":1,\"val\":1,\"test\":1}");
        assertThat(two.at("/photos").toString()).isEqualTo("{\"train\":2,\"val\":1,\"test\":1}");
        assertThat(two.get("leftOut").intValue()).isEqualTo(1);
        assertThat(two.get("testRoot")).as("the same photo in the same split").isEqualTo(one.get("testRoot"));
        assertThat(again.get("version")).isEqualTo(two.get("version"));
        assertThat(again.get("new").booleanValue()).isFalse();
        assertThat(Files.readString(Path.of(URI.create(two.get("manifest").textValue())))
                        .lines())
                .hasSize(4);
        assertThat(published()).hasSize(2);

        Answer shown = cli.run("dataset", "show", "panels-it", "--json");
        assertThat(shown.json().get("version")).isEqualTo(two.get("version"));
        assertThat(shown.json().at("/splits/0/boxes/dent").intValue()).isEqualTo(2);
        assertThat(cli.run(
                                "dataset",
                                "show",
                                "panels-it@" + one.get("version").textValue().substring(0, 8),
                                "--photos")
                        .jsonLines())
                .extracting(line -> line.get("split").textValue())
                .containsExactlyInAnyOrder("train", "val", "test");
        assertThat(cli.run("dataset", "show", "panels-none").code()).isEqualTo(1);

        Answer withdrawn = cli.run(
                "dataset", "withdraw", "panels-it", two.get("version").textValue(), "--reason", "wrong lens", "--json");
        assertThat(withdrawn.code()).as(withdrawn.err()).isZero();
        assertThat(withdrawn.json().get("lastGood")).isEqualTo(one.get("version"));
        List<JsonNode> listed =
                cli.run("dataset", "list", "panels-it", "--json").jsonLines();
        assertThat(listed).hasSize(2);
        assertThat(listed.get(0).get("current").booleanValue()).isTrue();
        assertThat(listed.get(1).get("withdrawn").textValue()).isEqualTo("wrong lens");
    }

    @Test
    void shouldPublishNothingOfALabelFileThatIsWrong() throws IOException {
        Path photos = Files.createDirectory(folder.resolve("others"));
        photo(photos, "car-1/a.jpg", 0);
        Path labels = labels("wrong.json", List.of("car-1/a.jpg", "car-9/gone.jpg"));
        Answer answer = cli.run(
                "dataset", "build", "panels-wrong", "--labels", labels.toString(), "--photos", photos.toString());
        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.out())
                .contains("image 'car-9/gone.jpg' is not known; add the photo to " + photos)
                .endsWith("1 problems; nothing of it is used.\n");
        assertThat(cli.run("dataset", "list", "panels-wrong").code()).isEqualTo(1);
    }

    private static Answer build(Path labels, Path photos) {
        Answer answer = cli.run(
                "dataset",
                "build",
                "panels-it",
                "--labels",
                labels.toString(),
                "--photos",
                photos.toString(),
                "--seed",
                "seed",
                "--json");
        assertThat(answer.code()).as(answer.err() + answer.out()).isZero();
        return answer;
    }

    private static List<DatasetEvent> published() {
        return Facts.read(cluster, Topics.DATASETS).stream()
                .filter(event -> event.getDataset().equals("panels-it"))
                .filter(event -> event.getFact() instanceof DatasetVersionPublished)
                .toList();
    }

    private static void photo(Path photos, String name, int index) throws IOException {
        Path file = photos.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, PHOTOS.get(index));
    }

    private static Path labels(String name, List<String> files) throws IOException {
        List<String> images = new ArrayList<>();
        List<String> boxes = new ArrayList<>();
        for (int id = 0; id < files.size(); id++) {
            images.add("{\"id\":%d,\"file_name\":\"%s\",\"width\":800,\"height\":600}".formatted(id, files.get(id)));
            boxes.add("{\"id\":%d,\"image_id\":%d,\"category_id\":1,\"bbox\":[10,20,30,40]}".formatted(id, id));
        }
        return Files.writeString(
                folder.resolve(name),
                "{\"images\":[%s],\"annotations\":[%s],\"categories\":[{\"id\":1,\"name\":\"dent\"}]}"
                        .formatted(String.join(",", images), String.join(",", boxes)));
    }
}
