package io.verdict.connectors.labels;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.connectors.spill.Scratch;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every label file that is wrong is refused as a whole, with file, line, field and what to do (LAB-2). */
class BadLabelsTest {

    private static final String IMAGES = "\"images\":[{\"id\":1,\"file_name\":\"a.jpg\",\"width\":640,\"height\":480}]";
    private static final String CATEGORIES = "\"categories\":[{\"id\":1,\"name\":\"dent\"}]";

    @TempDir
    Path folder;

    static Stream<Arguments> coco() {
        return Stream.of(
                Arguments.of("", "F: is empty; export it again"),
                Arguments.of("[]", "F:1:1: is an array; give an object"),
                Arguments.of(
                        "{\n\"images\":[{\"id\":1",
                        "F:2:18: ends in the middle of a value; it was cut short: copy or export it again"),
                Arguments.of(
                        "{\n nonsense }",
                        "F:2:2: is no JSON from here on (Unexpected character ('n' (code 110)): was expecting double-quote to start field name); correct or export it again"),
                Arguments.of(
                        "{" + IMAGES + "," + CATEGORIES + "}",
                        "F: annotations: is missing; a COCO file has images, annotations and categories"),
                Arguments.of(
                        whole("{\"id\":1,\"image_id\":1,\"category_id\":1,\"bbox\":[1,NaN,5,5]}"),
                        "F:3:49: annotations[0].bbox[1]: is NaN; give a finite number"),
                Arguments.of(
                        whole("{\"id\":1,\"image_id\":1,\"category_id\":1,\"bbox\":[1,2,3]}"),
                        "F:3:46: annotations[0].bbox: has 3 numbers; give left, top, width and height"),
                Arguments.of(
                        whole("{\"id\":1,\"image_id\":1,\"category_id\":1,\"bbox\":\"1,2,3,4\"}"),
                        "F:3:46: annotations[0].bbox: is the text '1,2,3,4'; give an array"),
                Arguments.of(
                        whole("{\"id\":1,\"image_id\":1,\"category_id\":1}"),
                        "F:3:2: annotations[0]: lacks 'bbox'; add it"),
                Arguments.of(
                        whole("{\"id\":1.5,\"image_id\":1,\"category_id\":1,\"bbox\":[1,2,3,4]}"),
                        "F:3:8: annotations[0].id: is 1.5; give a whole number"),
                Arguments.of(
                        whole(box(1, 1, 1, "1,2,-3,4")),
                        "F:3:2: annotations[0].bbox: box is -3 px wide and 4 px high; both have to be positive: correct or delete it"),
                Arguments.of(
                        whole(box(1, 1, 1, "630,2,30,4")),
                        "F:3:2: annotations[0].bbox: box from (630, 2) to (660, 6) reaches 20 px beyond its image of 640×480; move it inside (tolerance: 1 px)"),
                Arguments.of(
                        whole(box(1, 1, 7, "1,2,3,4")),
                        "F:3:2: annotations[0].category_id: 7 is no category of this file ([1]); correct it or add the category"),
                Arguments.of(
                        whole(box(1, 9, 1, "1,2,3,4")),
                        "F:3:2: annotations[0].image_id: 9 is no image of this file; add the image or delete the annotation"),
                Arguments.of(
                        whole(box(1, 1, 1, "1,2,3,4") + ",\n" + box(1, 1, 1, "5,2,3,4")),
                        "F:4:1: annotations[1].id: 1 is there twice, first in annotations[0]; number the annotations anew"),
                Arguments.of(
                        whole(box(1, 1, 1, "1,2,3,4") + ",\n" + box(2, 1, 1, "1,2,3,4")),
                        "F:4:1: annotations[1].bbox: the same box as the one at line 3; delete one of them"),
                Arguments.of(
                        "{\"images\":[{\"id\":1,\"file_name\":\"a.jpg\"}],\"annotations\":[]," + CATEGORIES + "}",
                        "F:1:12: images[0]: image 'a.jpg' is not known; the file does not give its size: name the folder of photos"),
                Arguments.of(
                        "{\"images\":[{\"id\":1,\"file_name\":\"a.jpg\",\"width\":9,\"height\":9},\n"
                                + "{\"id\":2,\"file_name\":\"a.jpg\",\"width\":9,\"height\":9}],\"annotations\":[],"
                                + CATEGORIES + "}",
                        "F:2:1: images[1]: image 'a.jpg' is there twice, first at F:1:12; put its boxes together"),
                Arguments.of(
                        "{" + IMAGES + ",\"annotations\":[],\"categories\":[{\"id\":1,\"name\":\"rst\"}]} {}",
                        "F:1:122: goes on after its end; a COCO file is one JSON object"));
    }

    @ParameterizedTest
    @MethodSource
    void coco(String text, String problem) throws IOException {
        Path file = Files.writeString(folder.resolve("coco.json"), text);
        assertThat(problems(LabelFormat.COCO, file, ImportRules.DEFAULT_TOLERANCE))
                .containsExactly(problem.replace("F:", file + ":"));
        assertNothingLeftBut(file);
    }

    static Stream<Arguments> yolo() {
        return Stream.of(
                Arguments.of(
                        "names: [dent]",
                        "0 0.5 0.5 0.1",
                        "L:1: has 4 columns; a box is 'class cx cy width height', and polygons are no boxes: convert them"),
                Arguments.of(
                        "names: [dent]",
                        "\n0 0.5 nan 0.1 0.1",
                        "L:2: column 3: 'nan' is no finite number; give a share of the image's size"),
                Arguments.of(
                        "names: [dent]",
                        "1 0.5 0.5 0.1 0.1",
                        "L:1: column 1: '1' is no class index; data.yaml has 0 to 0"),
                Arguments.of(
                        "names: [dent]",
                        "0 0.5 0.5 -0.1 0.1",
                        "L:1: box is -64 px wide and 48 px high; both have to be positive: correct or delete it"),
                Arguments.of("names: [dent]", "0 0.5 0.5 0.1 0.1 1.5", "L:1: confidence is 1.5; give 0 to 1"),
                Arguments.of(
                        "names: [dent]",
                        "0 320 240 64 48",
                        "L:1: box from (184320, 103680) to (225280, 126720) reaches 224640 px beyond its image of 640×480; move it inside (tolerance: 1 px)"),
                Arguments.of(
                        "names: [dent]",
                        "0 0.5 0.5 0.1 0.1\n0 0.5 0.5 0.1 0.1",
                        "L:2: the same box as the one at line 1; delete one of them"),
                Arguments.of(
                        "names: {0: dent, 2: rust}", "", "Y:1:21: names: has 2 but not 1; give every index from 0 on"),
                Arguments.of("names: [dent]\nnc: 2", "", "Y:2:5: nc: is 2, but there are 1 names; correct one of them"),
                Arguments.of(
                        "names: [dent, dent]",
                        "",
                        "Y:1:15: names[1]: 'dent' is there twice; give each class one index"),
                Arguments.of(
                        "nc: 1",
                        "",
                        "Y: names: is missing or neither a list nor a map; write it as in names: [scratch, dent]"),
                Arguments.of(
                        "names: [dent",
                        "",
                        "Y:1:13: is no YAML from here on (expected ',' or ']', but got <stream end>); correct it"));
    }

    @ParameterizedTest
    @MethodSource
    void yolo(String yaml, String lines, String problem) throws IOException {
        Path yamlFile = Files.writeString(folder.resolve("data.yaml"), yaml);
        Path labels = Files.createDirectories(folder.resolve("labels")).resolve("a.txt");
        Files.writeString(labels, lines);
        String expected = problem.replaceFirst("^L:", labels + ":").replaceFirst("^Y:", yamlFile + ":");
        assertThat(problems(LabelFormat.YOLO, folder, ImportRules.DEFAULT_TOLERANCE))
                .containsExactly(expected);
    }

    static Stream<Arguments> groundTruth() {
        String metadata =
                "\"j-metadata\":{\"class-map\":{\"0\":\"dent\",\"2\":\"dent2\"},\"type\":\"groundtruth/object-detection\"%s}";
        String size = "\"image_size\":[{\"width\":640,\"height\":480}]";
        String line = "{\"source-ref\":\"s3://b/a.jpg\",\"j\":{" + size + ",\"annotations\":[%s]},"
                + metadata.formatted("") + "}";
        String good = line.formatted("{\"class_id\":0,\"left\":1,\"top\":1,\"width\":5,\"height\":5}");
        return Stream.of(
                Arguments.of("", "F: no line has labels of a bounding box job; is this an output manifest?"),
                Arguments.of(good + "\n[1]", "F:2: is no JSON object; each line of a manifest is one"),
                Arguments.of(
                        good + "\n{\"source-ref\":",
                        "F:2:15: ends in the middle of a value; it was cut short: copy or export it again"),
                Arguments.of(
                        "{\"source\":\"text\"}",
                        "F:1: source-ref: is missing or no URI; bounding boxes are drawn on images in S3"),
                Arguments.of(
                        line.formatted("{\"class_id\":1,\"left\":1,\"top\":1,\"width\":5,\"height\":5}"),
                        "F:1: j.annotations[0].class_id: is 1; the class map has [0, 2]: correct one of them"),
                Arguments.of(
                        line.formatted("{\"class_id\":0,\"left\":NaN,\"top\":1,\"width\":5,\"height\":5}"),
                        "F:1: j.annotations[0].left: is NaN; give a finite number of pixels"),
                Arguments.of(
                        line.formatted("{\"class_id\":0,\"left\":-9,\"top\":1,\"width\":5,\"height\":5}"),
                        "F:1: j.annotations[0]: box from (-9, 1) to (-4, 6) reaches 9 px beyond its image of 640×480; move it inside (tolerance: 1 px)"),
                Arguments.of(
                        good.replace("640", "\"640\""),
                        "F:1: j.image_size: is missing or wrong; give [{\"width\": …, \"height\": …}] in pixels"),
                Arguments.of(
                        good.replace("\"dent\"", "7"),
                        "F:1: j-metadata.class-map: entry '0' is no index with a class name|F:1: j.annotations[0].class_id: is 0; the class map has [2]: correct one of them"),
                Arguments.of(
                        good.replace("\"type\"", "\"objects\":[],\"type\""),
                        "F:1: j-metadata.objects: has 0 entries for 1 annotations; export the job again"),
                Arguments.of(
                        good.replace("\"type\"", "\"objects\":[{\"confidence\":\"high\"}],\"type\""),
                        "F:1: j.annotations[0]: confidence is NaN; give 0 to 1"),
                Arguments.of(
                        good.replace("\"type\"", "\"creation-date\":\"yesterday\",\"type\""),
                        "F:1: j-metadata.creation-date: 'yesterday' is no time; write it as in 2025-05-15T10:00:00"),
                Arguments.of(
                        good + "\n" + good,
                        "F:2: source-ref: image 's3://b/a.jpg' is there twice, first at F:1; put its boxes together"));
    }

    @ParameterizedTest
    @MethodSource
    void groundTruth(String text, String problem) throws IOException {
        Path file = Files.writeString(folder.resolve("out.manifest"), text);
        assertThat(problems(LabelFormat.GROUND_TRUTH, file, ImportRules.DEFAULT_TOLERANCE))
                .containsExactly(problem.replace("F:", file + ":").split("\\|"));
    }

    @Test
    void shouldRefuseLinesThatAreTooLongOrNoText() throws IOException {
        Path labels = Files.createDirectories(folder.resolve("labels")).resolve("a.txt");
        Files.writeString(folder.resolve("data.yaml"), "names: [dent]");
        Files.write(labels, ("0 0.5 0.5 0.1 0.1\n" + "0 ".repeat(2500) + "\n\u00ff").getBytes(ISO_8859_1));
        assertThat(problems(LabelFormat.YOLO, folder, 1))
                .containsExactly(
                        labels + ":2: line of 5000 bytes; a line has at most 4096: is this the right file?",
                        labels + ":3: is no text in UTF-8; convert it");
    }

    @Test
    void shouldNameClassesThatWereMeant() throws IOException {
        Path file = Files.writeString(folder.resolve("coco.json"), whole(box(1, 1, 1, "1,2,3,4")));
        ImportRules rules =
                new ImportRules(Optional.of(new TreeSet<>(List.of("dents", "scratch"))), ImageLookup.asClaimed(), 1);
        try (ImportResult result = LabelImport.read(LabelFormat.COCO, file, Optional.empty(), rules, folder)) {
            assertThat(((ImportResult.Refused) result).problems().get(0).text())
                    .isEqualTo("class 'dent' is not known; known are dents, scratch. Did you mean dents?");
        }
    }

    @Test
    void shouldHoldSizesAgainstThePhotos() throws IOException {
        Path file = Files.writeString(folder.resolve("coco.json"), whole(box(1, 1, 1, "1,2,3,4")));
        assertThat(problemsWithPhotoOf(new ImageSize(480, 640), file).get(0).text())
                .isEqualTo(
                        "image 'a.jpg' is 640×480 in this file and 480×640 upright. The labels are of the photo before"
                                + " EXIF's orientation turns it: draw or turn them upright.");
        assertThat(problemsWithPhotoOf(new ImageSize(320, 240), file).get(0).text())
                .endsWith("The labels are of another photo or of a scaled one: export them again.");
    }

    @Test
    void shouldCountWhatItDoesNotShow() throws IOException {
        String boxes = IntStream.range(0, 1500)
                .mapToObj(id -> box(id, 1, 1, "1,2,0,4"))
                .collect(Collectors.joining(",\n"));
        Path file = Files.writeString(folder.resolve("coco.json"), whole(boxes));
        ImportRules rules = new ImportRules(Optional.empty(), ImageLookup.asClaimed(), 1);
        try (ImportResult result = LabelImport.read(LabelFormat.COCO, file, Optional.empty(), rules, folder)) {
            ImportResult.Refused refused = (ImportResult.Refused) result;
            assertThat(refused.count()).isEqualTo(1500);
            assertThat(refused.problems()).hasSize(1000);
            assertThat(refused.summary().boxes()).isZero();
        }
    }

    @Test
    void shouldSayThatThereIsNoFileOrNoRoom() throws IOException {
        ImportRules rules = new ImportRules(Optional.empty(), ImageLookup.asClaimed(), 1);
        Path missing = folder.resolve("missing.json");
        assertThatThrownBy(() -> LabelImport.read(LabelFormat.COCO, missing, Optional.empty(), rules, folder))
                .isInstanceOf(NoSuchFileException.class);
        Path file = Files.writeString(folder.resolve("coco.json"), whole(box(1, 1, 1, "1,2,3,4")));
        Scratch scratch = Scratch.in(folder, BadLabelsTest::fullDisk);
        assertThatThrownBy(() -> LabelImport.read(LabelFormat.COCO, new CocoReader(file), rules, scratch))
                .isInstanceOf(IOException.class)
                .hasMessage("No space left on device");
        assertNothingLeftBut(file);
    }

    private List<LabelProblem> problemsWithPhotoOf(ImageSize size, Path file) throws IOException {
        ImageLookup photos = new ImageLookup() {
            @Override
            public Optional<KnownImage> find(String name, Optional<ImageSize> claimed) {
                return Optional.of(new KnownImage(name, size));
            }

            @Override
            public String advice() {
                return "";
            }
        };
        try (ImportResult result = LabelImport.read(
                LabelFormat.COCO, file, Optional.empty(), new ImportRules(Optional.empty(), photos, 1), folder)) {
            return ((ImportResult.Refused) result).problems();
        }
    }

    private List<String> problems(LabelFormat format, Path path, double tolerance) throws IOException {
        ImageLookup lookup = format == LabelFormat.YOLO ? new OnePhoto() : ImageLookup.asClaimed();
        ImportRules rules = new ImportRules(Optional.empty(), lookup, tolerance);
        try (ImportResult result = LabelImport.read(format, path, Optional.empty(), rules, folder)) {
            assertThat(result).isInstanceOf(ImportResult.Refused.class);
            return ((ImportResult.Refused) result)
                    .problems().stream().map(LabelProblem::toString).toList();
        }
    }

    private void assertNothingLeftBut(Path file) throws IOException {
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    private static String whole(String annotations) {
        return "{" + IMAGES + ",\n" + CATEGORIES + ",\"annotations\":[\n " + annotations + "]}";
    }

    private static String box(int id, int image, int category, String numbers) {
        return "{\"id\":%d,\"image_id\":%d,\"category_id\":%d,\"bbox\":[%s]}".formatted(id, image, category, numbers);
    }

    private static OutputStream fullDisk(Path file) throws IOException {
        Files.createFile(file);
        return new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException("No space left on device");
            }
        };
    }

    private record OnePhoto() implements ImageLookup {
        @Override
        public Optional<KnownImage> find(String name, Optional<ImageSize> claimed) {
            return Optional.of(new KnownImage("a.jpg", new ImageSize(640, 480)));
        }

        @Override
        public String advice() {
            return "";
        }
    }
}
