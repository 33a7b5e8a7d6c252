package io.verdict.connectors.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A golden file of each format, and what comes of it in the others (LAB-2). */
class LabelFormatsTest {

    private static final Map<String, ImageSize> SIZES = Map.of(
            "a", new ImageSize(1600, 1200),
            "left/b", new ImageSize(640, 480));

    @TempDir
    Path folder;

    @Test
    void shouldReadCoco() throws Exception {
        try (ImportedLabels labels = read(LabelFormat.COCO, golden("coco.json"), Optional.empty())) {
            assertThat(images(labels))
                    .containsExactly(
                            new AnnotatedImage("a.jpg", 1600, 1200, List.of()),
                            new AnnotatedImage(
                                    "left/b.jpg",
                                    640,
                                    480,
                                    List.of(
                                            AnnotatedBox.of("scratch", 10.5, 20, 100, 50.25),
                                            new AnnotatedBox(
                                                    "dent",
                                                    0,
                                                    0,
                                                    640,
                                                    480,
                                                    OptionalDouble.of(0.75),
                                                    Optional.of("ann"),
                                                    Optional.of(Instant.parse("2025-05-15T10:00:00Z")),
                                                    true))));
            assertThat(labels.classes()).containsExactly("scratch", "dent");
            assertThat(labels.summary())
                    .isEqualTo(new ImportSummary(
                            LabelFormat.COCO,
                            2,
                            1,
                            2,
                            new TreeMap<>(Map.of("scratch", 1L, "dent", 1L)),
                            1,
                            1,
                            0,
                            List.of()));
        }
    }

    @Test
    void shouldReadYolo() throws Exception {
        try (ImportedLabels labels = read(LabelFormat.YOLO, golden("yolo"), Optional.empty())) {
            List<AnnotatedImage> images = images(labels);
            assertThat(images).hasSize(2);
            assertThat(images.get(0)).isEqualTo(new AnnotatedImage("a.jpg", 1600, 1200, List.of()));
            assertThat(images.get(1).name()).isEqualTo("left/b.jpg");
            assertThat(images.get(1).boxes().get(0)).isEqualTo(AnnotatedBox.of("scratch", 240, 210, 160, 60));
            assertThat(images.get(1).boxes().get(1).confidence()).hasValue(0.875);
        }
    }

    @Test
    void shouldReadGroundTruthWithAFailure() throws Exception {
        try (ImportedLabels labels =
                read(LabelFormat.GROUND_TRUTH, golden("ground-truth.manifest"), Optional.empty())) {
            Optional<Instant> time = Optional.of(Instant.parse("2018-10-18T22:18:13.527256Z"));
            Optional<String> job = Optional.of("labeling-job/panels");
            assertThat(images(labels))
                    .containsExactly(
                            new AnnotatedImage("s3://bucket/a.jpg", 1600, 1200, List.of()),
                            new AnnotatedImage(
                                    "s3://bucket/b.jpg",
                                    640,
                                    480,
                                    List.of(
                                            new AnnotatedBox(
                                                    "dent", 10, 20, 100, 50, OptionalDouble.of(0.93), job, time, false),
                                            new AnnotatedBox(
                                                    "scratch",
                                                    0,
                                                    0,
                                                    640,
                                                    480,
                                                    OptionalDouble.of(0.09),
                                                    job,
                                                    time,
                                                    false))));
            assertThat(labels.summary().unlabelled()).isEqualTo(1);
            assertThat(labels.summary().examples())
                    .containsExactly("s3://bucket/c.jpg: ClientError: the image could not be read");
            assertThat(labels.summary().clipped()).isEqualTo(1);
        }
    }

    @Test
    void shouldAskWhichJobOfAChainIsMeant() throws Exception {
        Path file = folder.resolve("chain.manifest");
        String metadata =
                "{\"objects\":[{}],\"class-map\":{\"0\":\"dent\"},\"type\":\"groundtruth/object-detection\"%s}";
        String labels = "{\"image_size\":[{\"width\":9,\"height\":9}],\"annotations\":"
                + "[{\"class_id\":0,\"left\":%d,\"top\":1,\"width\":2,\"height\":2}]}";
        Files.writeString(
                file,
                "{\"source-ref\":\"s3://b/a.jpg\",\"first\":" + labels.formatted(1) + ",\"first-metadata\":"
                        + metadata.formatted("") + ",\"adjusted\":" + labels.formatted(3) + ",\"adjusted-metadata\":"
                        + metadata.formatted(",\"adjustment-status\":\"adjusted\"")
                        + ",\"check\":\"1\",\"check-metadata\":{\"type\":\"groundtruth/label-verification\"}}");
        assertThat(problems(LabelFormat.GROUND_TRUTH, file, Optional.empty()))
                .containsExactly(file + ":1: has labels of several jobs (adjusted, first); say which one is meant");
        try (ImportedLabels adjusted = read(LabelFormat.GROUND_TRUTH, file, Optional.of("adjusted"))) {
            assertThat(images(adjusted).get(0).boxes().get(0).left()).isEqualTo(3);
        }
        assertThat(problems(LabelFormat.GROUND_TRUTH, file, Optional.of("check")))
                .containsExactly(file + ":1: check-metadata.type: is 'groundtruth/label-verification'; only"
                        + " 'groundtruth/object-detection' has boxes: name another label attribute");
        assertThat(problems(LabelFormat.GROUND_TRUTH, file, Optional.of("other")))
                .containsExactly(file + ": no line has the label attribute 'other'; name another one");
    }

    @Test
    void shouldWriteCocoAsItReadsIt() throws Exception {
        Path copy = convert(LabelFormat.COCO, golden("coco.json"), LabelFormat.COCO, "copy.json");
        Path again = convert(LabelFormat.COCO, copy, LabelFormat.COCO, "again.json");
        assertThat(again).hasSameTextualContentAs(copy);
        assertThat(copy).hasContent(Files.readString(golden("coco.written.json")));
    }

    @Test
    void shouldWriteYoloAsItReadsIt() throws Exception {
        Path copy = convert(LabelFormat.YOLO, golden("yolo"), LabelFormat.YOLO, "copy");
        assertThat(copy.resolve("data.yaml"))
                .hasSameTextualContentAs(golden("yolo").resolve("data.yaml"));
        assertThat(copy.resolve("labels/a.txt")).isEmptyFile();
        assertThat(copy.resolve("labels/left/b.txt"))
                .hasContent("0 0.5000000000 0.5000000000 0.2500000000 0.1250000000\n"
                        + "1 0.1000000000 0.2000000000 0.2000000000 0.4000000000\n");
    }

    @Test
    void shouldLeaveCrowdsOutWhereTheyWouldBecomeObjects() throws Exception {
        Path yolo = convert(LabelFormat.COCO, golden("coco.json"), LabelFormat.YOLO, "yolo");
        assertThat(yolo.resolve("labels/left/b.txt"))
                .hasContent("0 0.0945312500 0.0940104167 0.1562500000 0.1046875000\n");
        Path manifest = convert(LabelFormat.COCO, golden("coco.json"), LabelFormat.GROUND_TRUTH, "m.manifest");
        assertThat(Files.readString(manifest))
                .contains("[{\"class_id\":0,\"left\":11,\"top\":20,\"width\":100,\"height\":50}]");
    }

    @Test
    void shouldWriteGroundTruthAsItReadsIt() throws Exception {
        Path copy = convert(
                LabelFormat.GROUND_TRUTH, golden("ground-truth.manifest"), LabelFormat.GROUND_TRUTH, "copy.manifest");
        try (ImportedLabels original =
                        read(LabelFormat.GROUND_TRUTH, golden("ground-truth.manifest"), Optional.empty());
                ImportedLabels written = read(LabelFormat.GROUND_TRUTH, copy, Optional.of("panels"))) {
            assertThat(images(written)).isEqualTo(images(original));
        }
    }

    @Test
    void shouldLeaveNothingWhereItCannotBegin() throws Exception {
        Path scratch = Files.createDirectories(folder.resolve("scratch"));
        Path nowhere = folder.resolve("missing/new.json");
        assertThatThrownBy(() -> LabelWriters.open(LabelFormat.COCO, nowhere, "job", List.of("dent"), scratch))
                .isInstanceOf(IOException.class);
        assertThat(scratch).isEmptyDirectory();
        Path file = Files.writeString(scratch.resolve("file"), "in the way");
        assertThatThrownBy(() ->
                        LabelWriters.open(LabelFormat.COCO, folder.resolve("new.json"), "job", List.of("dent"), file))
                .isInstanceOf(IOException.class);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(scratch);
        }
    }

    @Test
    void shouldOverwriteNothingAndLeaveNothingHalfWritten() throws Exception {
        Path target = folder.resolve("there.json");
        Files.writeString(target, "mine");
        assertThatThrownBy(() -> LabelWriters.open(LabelFormat.COCO, target, "job", List.of("dent"), folder))
                .hasMessage(target + " is there already; name another file, or move it away");
        AnnotatedImage unknown = new AnnotatedImage("a.jpg", 9, 9, List.of(AnnotatedBox.of("rust", 1, 1, 2, 2)));
        for (LabelFormat format : LabelFormat.values()) {
            try (LabelWriter writer =
                    LabelWriters.open(format, folder.resolve("new"), "job", List.of("dent"), folder)) {
                assertThatThrownBy(() -> writer.write(unknown))
                        .as(format.label())
                        .hasMessage(
                                "Image 'a.jpg' has a box of class 'rust', which is none of [dent]; add it to the classes");
            }
        }
        try (LabelWriter yolo =
                LabelWriters.open(LabelFormat.YOLO, folder.resolve("new"), "job", List.of("dent"), folder)) {
            assertThatThrownBy(() -> yolo.write(new AnnotatedImage("../../a.jpg", 9, 9, List.of())))
                    .hasMessage("Image '../../a.jpg' is no path below the folder of photos; rename it");
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(target);
        }
    }

    private Path convert(LabelFormat from, Path source, LabelFormat to, String name) throws IOException {
        Path target = folder.resolve(name);
        try (ImportedLabels labels = read(from, source, Optional.empty());
                LabelWriter writer = LabelWriters.open(to, target, "panels", labels.classes(), folder)) {
            labels.forEach(writer::write);
            writer.finish();
        }
        return target;
    }

    private ImportedLabels read(LabelFormat format, Path path, Optional<String> job) throws IOException {
        ImportResult result = LabelImport.read(format, path, job, rules(), folder);
        assertThat(result).isInstanceOf(ImportResult.Accepted.class);
        return ((ImportResult.Accepted) result).labels();
    }

    private List<String> problems(LabelFormat format, Path path, Optional<String> job) throws IOException {
        try (ImportResult result = LabelImport.read(format, path, job, rules(), folder)) {
            assertThat(result).isInstanceOf(ImportResult.Refused.class);
            return ((ImportResult.Refused) result)
                    .problems().stream().map(Object::toString).toList();
        }
    }

    /** Knows the two photos of YOLO's golden folder, and believes files that give a size. */
    private static ImportRules rules() {
        ImageLookup claimed = ImageLookup.asClaimed();
        return new ImportRules(
                Optional.empty(),
                new ImageLookup() {
                    @Override
                    public Optional<KnownImage> find(String name, Optional<ImageSize> size) {
                        return size.isPresent()
                                ? claimed.find(name, size)
                                : Optional.ofNullable(SIZES.get(name))
                                        .map(found -> new KnownImage(name + ".jpg", found));
                    }

                    @Override
                    public String advice() {
                        return claimed.advice();
                    }
                },
                ImportRules.DEFAULT_TOLERANCE);
    }

    private static List<AnnotatedImage> images(ImportedLabels labels) throws IOException {
        List<AnnotatedImage> images = new ArrayList<>();
        labels.forEach(images::add);
        return images;
    }

    private static Path golden(String name) throws URISyntaxException {
        return Path.of(LabelFormatsTest.class.getResource("/labels/" + name).toURI());
    }
}
