package io.verdict.launcher.labels;

import static io.verdict.launcher.labels.LabelEvents.approved;
import static io.verdict.launcher.labels.LabelEvents.at;
import static io.verdict.launcher.labels.LabelEvents.box;
import static io.verdict.launcher.labels.LabelEvents.refused;
import static io.verdict.launcher.labels.LabelEvents.set;
import static io.verdict.launcher.labels.LabelEvents.submitted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.connectors.labels.AnnotatedImage;
import io.verdict.connectors.labels.ImageLookup;
import io.verdict.connectors.labels.ImportResult;
import io.verdict.connectors.labels.ImportRules;
import io.verdict.connectors.labels.LabelFormat;
import io.verdict.connectors.labels.LabelImport;
import io.verdict.events.LabelEvent;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels of the log as files, byte for byte (LAB-2). */
class LabelExportTest {

    private static final LabelExport ALL = new LabelExport("car-damage", List.of("dent", "scratch"), false);
    private static final LabelExport APPROVED = new LabelExport("car-damage", List.of("dent", "scratch"), true);

    @TempDir
    Path folder;

    /** Approved, with a later one that waits; waiting only; of another model; nothing on it. */
    private LabelHistory history() throws IOException {
        LabelHistory history = new LabelHistory(folder.resolve("scratch"));
        long offset = 0;
        for (LabelEvent event : List.of(
                submitted(1, set("s3", "p3", "car-damage")),
                submitted(1, set("s1", "p1", "car-damage", box("dent", 10.1f, 20, 30, 40), box("scratch", 0, 0, 5, 5))),
                refused("p1", "c1"),
                approved(2, set("s1", "p1", "car-damage", box("dent", 10.1f, 20, 30, 40), box("scratch", 0, 0, 5, 5))),
                submitted(1, set("s4", "p4", "drone", box("person", 1, 2, 3, 4))),
                submitted(3, set("s5", "p1", "car-damage", box("dent", 1, 1, 1, 1))),
                approved(2, set("s3", "p3", "car-damage")),
                submitted(1, set("s2", "p2", "car-damage", box("scratch", 1500.25f, 1100, 99.75f, 100))))) {
            history.add(event, at(event, offset++));
        }
        return history;
    }

    private static String golden(String name) throws IOException, URISyntaxException {
        return Files.readString(
                Path.of(LabelExportTest.class.getResource("/labels/" + name).toURI()));
    }

    @Test
    void shouldWriteWhatHoldsAndWhatWaits() throws Exception {
        try (LabelHistory history = history()) {
            ALL.write(history, LabelFormat.COCO, folder.resolve("coco"), folder);
            ALL.write(history, LabelFormat.YOLO, folder.resolve("yolo"), folder);
            ALL.write(history, LabelFormat.GROUND_TRUTH, folder.resolve("gt"), folder);
        }
        assertThat(folder.resolve("coco/labels.json")).hasContent(golden("export.coco.json"));
        assertThat(folder.resolve("gt/output.manifest")).hasContent(golden("export.manifest"));
        assertThat(folder.resolve("yolo/data.yaml")).hasContent(golden("export.data.yaml"));
        assertThat(folder.resolve("yolo/labels/p1.txt")).hasContent(golden("export.p1.txt"));
        assertThat(folder.resolve("yolo/labels/p2.txt")).exists();
        assertThat(folder.resolve("yolo/labels/p3.txt")).isEmptyFile();
        assertThat(folder.resolve("yolo/labels/p4.txt")).doesNotExist();
    }

    @Test
    void shouldWriteOnlyWhatIsApproved() throws Exception {
        try (LabelHistory history = history()) {
            assertThat(APPROVED.write(history, LabelFormat.COCO, folder.resolve("coco"), folder)
                            .images())
                    .isEqualTo(2);
            assertThatThrownBy(() -> APPROVED.write(history, LabelFormat.COCO, folder.resolve("coco"), folder))
                    .hasMessageContaining("is there already");
        }
        assertThat(read(folder.resolve("coco/labels.json")))
                .extracting(AnnotatedImage::name)
                .containsExactly("p1.jpg", "p3.jpg");
    }

    @Test
    void shouldWriteNothingWhereABoxIsOfNoClass() throws Exception {
        try (LabelHistory history = history()) {
            LabelExport wrong = new LabelExport("car-damage", List.of("dent"), false);
            assertThatThrownBy(() -> wrong.write(history, LabelFormat.COCO, folder.resolve("coco"), folder))
                    .hasMessageContaining("'scratch'");
            assertThat(folder.resolve("coco/labels.json")).doesNotExist();
        }
    }

    @Test
    void shouldWriteNumbersAsTheyWereWritten() throws Exception {
        try (LabelHistory history = history()) {
            ALL.write(history, LabelFormat.COCO, folder.resolve("coco"), folder);
        }
        AnnotatedImage first = read(folder.resolve("coco/labels.json")).get(0);
        assertThat(first.boxes()).hasSize(2);
        assertThat(first.boxes().get(0).left()).isEqualTo(10.1);
        assertThat(first.boxes().get(0).annotator()).contains("ada");
        assertThat(first.boxes().get(0).time()).contains(LabelEvents.NOW);
    }

    private List<AnnotatedImage> read(Path file) throws IOException {
        List<AnnotatedImage> images = new ArrayList<>();
        ImportRules rules = new ImportRules(Optional.empty(), ImageLookup.asClaimed(), 0);
        try (ImportResult result = LabelImport.read(LabelFormat.COCO, file, Optional.empty(), rules, folder)) {
            ((ImportResult.Accepted) result).labels().forEach(images::add);
        }
        return images;
    }
}
