package io.verdict.connectors.labels;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What was written is read again: all of it that the format can hold (LAB-2). */
class RoundTripTest {

    private static final List<String> CLASSES = List.of("scratch", "dent", "broken: 'glass' €");
    private static final int WIDTH = 4000;
    private static final int HEIGHT = 3000;

    @Property(tries = 25)
    void shouldKeepEverythingInCoco(@ForAll("images") List<AnnotatedImage> images) throws IOException {
        assertThat(roundTrip(LabelFormat.COCO, images, "new.json")).isEqualTo(images);
    }

    @Property(tries = 25)
    void shouldKeepClassesAndPlacesInYolo(@ForAll("images") List<AnnotatedImage> images) throws IOException {
        List<AnnotatedImage> read = roundTrip(LabelFormat.YOLO, images, "new");
        assertThat(read).hasSameSizeAs(images);
        for (int at = 0; at < images.size(); at++) {
            List<AnnotatedBox> written =
                    images.get(at).boxes().stream().filter(box -> !box.crowd()).toList();
            assertThat(read.get(at).name()).isEqualTo(images.get(at).name());
            assertThat(read.get(at).boxes())
                    .usingRecursiveComparison()
                    .ignoringFields("confidence", "annotator", "time")
                    .withComparatorForType((a, b) -> Math.abs(a - b) < 1e-5 ? 0 : 1, Double.class)
                    .isEqualTo(written);
        }
    }

    @Property(tries = 25)
    void shouldKeepWholePixelsAndConfidenceInGroundTruth(@ForAll("images") List<AnnotatedImage> images)
            throws IOException {
        List<AnnotatedImage> whole = images.stream()
                .map(image -> new AnnotatedImage(
                        image.name(),
                        image.width(),
                        image.height(),
                        image.boxes().stream()
                                .filter(box -> !box.crowd())
                                .map(RoundTripTest::oneJob)
                                .distinct()
                                .toList()))
                .toList();
        assertThat(roundTrip(LabelFormat.GROUND_TRUTH, whole, "new.manifest")).isEqualTo(whole);
    }

    private static AnnotatedBox oneJob(AnnotatedBox box) {
        return new AnnotatedBox(
                box.className(),
                Math.floor(box.left()),
                Math.floor(box.top()),
                Math.ceil(box.width()),
                Math.ceil(box.height()),
                box.confidence(),
                Optional.of("machine:job"),
                Optional.of(Instant.parse("2025-05-15T10:00:00.125Z")),
                false);
    }

    private static List<AnnotatedImage> roundTrip(LabelFormat format, List<AnnotatedImage> images, String name)
            throws IOException {
        Path parent = Files.createTempDirectory("labels");
        Path target = parent.resolve(name);
        try {
            try (LabelWriter writer = LabelWriters.open(format, target, "panels", CLASSES, parent)) {
                for (AnnotatedImage image : images) {
                    writer.write(image);
                }
                writer.finish();
            }
            ImportRules rules = new ImportRules(Optional.empty(), new Sizes(), 0);
            List<AnnotatedImage> read = new ArrayList<>();
            try (ImportResult result = LabelImport.read(format, target, Optional.of("panels"), rules, parent)) {
                if (images.isEmpty() && format == LabelFormat.GROUND_TRUTH) {
                    // A manifest without a line is no output of a job.
                    return List.of();
                }
                assertThat(result).isInstanceOf(ImportResult.Accepted.class);
                ((ImportResult.Accepted) result).labels().forEach(read::add);
            }
            return read;
        } finally {
            deleteAll(parent);
        }
    }

    private static void deleteAll(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Provide
    Arbitrary<List<AnnotatedImage>> images() {
        Arbitrary<List<AnnotatedBox>> boxes = box().list()
                .uniqueElements(box -> List.of(box.left(), box.top()))
                .ofMaxSize(5);
        return boxes.list().ofMaxSize(6).map(list -> {
            List<AnnotatedImage> images = new ArrayList<>();
            for (int at = 0; at < list.size(); at++) {
                images.add(new AnnotatedImage("left/photo %d.jpg".formatted(at), WIDTH, HEIGHT, list.get(at)));
            }
            return images;
        });
    }

    private static Arbitrary<AnnotatedBox> box() {
        Arbitrary<Double> share = Arbitraries.doubles().between(0, 0.99).ofScale(6);
        Arbitrary<Double> size = Arbitraries.doubles().between(0.001, 1).ofScale(6);
        return Combinators.combine(
                        Arbitraries.of(CLASSES),
                        share,
                        share,
                        size,
                        size,
                        Arbitraries.doubles().between(0, 1).optional(),
                        Arbitraries.of("ann", "bob €").optional(),
                        Arbitraries.of(true, false, false))
                .as((name, x, y, w, h, confidence, annotator, crowd) -> new AnnotatedBox(
                        name,
                        x * WIDTH,
                        y * HEIGHT,
                        w * (WIDTH - x * WIDTH - 1),
                        h * (HEIGHT - y * HEIGHT - 1),
                        confidence.map(OptionalDouble::of).orElse(OptionalDouble.empty()),
                        annotator,
                        annotator.map(who -> Instant.parse("2025-05-15T10:00:00.000001Z")),
                        crowd));
    }

    /** All photos are of one size, and are known by their names without extensions, too. */
    private record Sizes() implements ImageLookup {
        @Override
        public Optional<KnownImage> find(String name, Optional<ImageSize> claimed) {
            String known = name.endsWith(".jpg") ? name : name + ".jpg";
            return Optional.of(new KnownImage(known, new ImageSize(WIDTH, HEIGHT)));
        }

        @Override
        public String advice() {
            return "";
        }
    }
}
