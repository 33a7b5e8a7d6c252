package io.verdict.inference.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.verdict.inference.detector.Detection;
import io.verdict.inference.evaluation.measure.Example;
import io.verdict.inference.evaluation.measure.Metric;
import io.verdict.inference.evaluation.measure.MetricName;
import io.verdict.inference.evaluation.measure.Vectors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What must not change a detector's numbers, and what weights do to them (TRN-5). */
class DetectionSampleTest {
    private static final List<String> CLASSES = List.of("scratch", "dent", "rust");
    private static final double THRESHOLD = 0.5;

    private static Map<Metric, Double> values(List<EvaluatedImage> images) {
        return Vectors.values(DetectionSample.of(images, CLASSES, THRESHOLD, 1));
    }

    private static List<EvaluatedImage> images(long seed) {
        Random random = new Random(seed);
        List<EvaluatedImage> images = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            List<GroundTruth> truths = new ArrayList<>();
            List<Detection> detections = new ArrayList<>();
            for (int t = random.nextInt(5); t > 0; t--) {
                int type = random.nextInt(3);
                float x = random.nextInt(300);
                float y = random.nextInt(300);
                float width = 8 + random.nextInt(120);
                truths.add(new GroundTruth(type, x, y, width, 40, random.nextInt(8) == 0));
                if (random.nextInt(4) > 0) {
                    int said = random.nextInt(6) == 0 ? (type + 1) % 3 : type;
                    detections.add(
                            new Detection(said, "", random.nextInt(9) / 8f, x + random.nextInt(9), y, width, 40));
                }
                if (random.nextInt(3) == 0) {
                    detections.add(new Detection(type, "", random.nextInt(9) / 8f, 400 + x, y, width, 20));
                }
            }
            images.add(new EvaluatedImage("" + i, detections, truths, Map.of()));
        }
        return images;
    }

    private static List<EvaluatedImage> each(List<EvaluatedImage> images, Function<EvaluatedImage, EvaluatedImage> of) {
        return images.stream().map(of).toList();
    }

    private static void same(Map<Metric, Double> one, Map<Metric, Double> other) {
        assertThat(other.keySet()).isEqualTo(one.keySet());
        one.forEach((metric, value) ->
                assertThat(other.get(metric)).as(metric.toString()).isEqualTo(value));
    }

    private static void close(Map<Metric, Double> one, Map<Metric, Double> other) {
        one.forEach((metric, value) -> {
            if (value.isNaN()) {
                assertThat(other.get(metric)).as(metric.toString()).isNaN();
            } else {
                assertThat(other.get(metric)).as(metric.toString()).isCloseTo(value, within(1e-12));
            }
        });
    }

    @Property(tries = 60)
    void shouldNotDependOnTheOrderOfImagesAndBoxes(@ForAll long seed) {
        Random random = new Random(~seed);
        List<EvaluatedImage> images = images(seed);
        List<EvaluatedImage> shuffled = new ArrayList<>(each(images, image -> {
            List<Detection> detections = new ArrayList<>(image.detections());
            List<GroundTruth> truths = new ArrayList<>(image.truths());
            Collections.shuffle(detections, random);
            Collections.shuffle(truths, random);
            return new EvaluatedImage(image.example(), detections, truths);
        }));
        Collections.shuffle(shuffled, random);

        same(values(images), values(shuffled));
    }

    @Property(tries = 60)
    void shouldNotDependOnTheScale(@ForAll long seed) {
        List<EvaluatedImage> images = images(seed);
        List<EvaluatedImage> larger = each(
                images,
                image -> new EvaluatedImage(
                        image.example(),
                        image.detections().stream()
                                .map(one -> new Detection(
                                        one.classIndex(),
                                        "",
                                        one.score(),
                                        one.x() * 4,
                                        one.y() * 4,
                                        one.width() * 4,
                                        one.height() * 4))
                                .toList(),
                        image.truths().stream()
                                .map(one -> new GroundTruth(
                                        one.classIndex(),
                                        one.x() * 4,
                                        one.y() * 4,
                                        one.width() * 4,
                                        one.height() * 4,
                                        one.crowd()))
                                .toList()));

        Map<Metric, Double> before = values(images);
        Map<Metric, Double> after = Vectors.values(DetectionSample.of(larger, CLASSES, THRESHOLD, 4));
        same(before, after);
    }

    @Property(tries = 60)
    void shouldNotRisePrecisionByAnImageWithoutObjects(@ForAll long seed) {
        List<EvaluatedImage> images = images(seed);
        List<EvaluatedImage> more = new ArrayList<>(images);
        more.add(new EvaluatedImage("empty", List.of(new Detection(0, "", 0.75f, 1, 1, 30, 30)), List.of(), Map.of()));
        List<EvaluatedImage> nothing = new ArrayList<>(images);
        nothing.add(new EvaluatedImage("nothing", List.of(), List.of(), Map.of()));
        Map<Metric, Double> before = values(images);

        same(before, values(nothing));
        values(more).forEach((metric, after) -> {
            double was = before.get(metric);
            boolean undefined = Double.isNaN(was);
            assertThat(undefined || after <= was)
                    .as("%s: %s, then %s", metric, was, after)
                    .isTrue();
        });
    }

    @Property(tries = 60)
    void shouldPermuteWithTheClasses(@ForAll long seed) {
        List<EvaluatedImage> images = images(seed);
        List<EvaluatedImage> turned = each(
                images,
                image -> new EvaluatedImage(
                        image.example(),
                        image.detections().stream()
                                .map(one -> new Detection(
                                        (one.classIndex() + 1) % 3,
                                        "",
                                        one.score(),
                                        one.x(),
                                        one.y(),
                                        one.width(),
                                        one.height()))
                                .toList(),
                        image.truths().stream()
                                .map(one -> new GroundTruth(
                                        (one.classIndex() + 1) % 3,
                                        one.x(),
                                        one.y(),
                                        one.width(),
                                        one.height(),
                                        one.crowd()))
                                .toList()));

        Map<Metric, Double> before = values(images);
        Map<Metric, Double> after =
                Vectors.values(DetectionSample.of(turned, List.of("rust", "scratch", "dent"), THRESHOLD, 1));

        close(before, after);
    }

    @Property(tries = 40)
    void shouldCountAnImageOfWeightTwoAsTwo(@ForAll long seed) {
        // Without ties: those within an image are ranked before those of its copy, which a weight does not tell apart.
        AtomicInteger next = new AtomicInteger();
        List<EvaluatedImage> images = each(
                images(seed),
                image -> new EvaluatedImage(
                        image.example(),
                        image.detections().stream()
                                .map(one -> new Detection(
                                        one.classIndex(),
                                        "",
                                        one.score() / 2 + next.getAndIncrement() / 4096f,
                                        one.x(),
                                        one.y(),
                                        one.width(),
                                        one.height()))
                                .toList(),
                        image.truths()));
        List<EvaluatedImage> doubled = each(
                images,
                image -> new EvaluatedImage(image.example().drawnWith(0.5), image.detections(), image.truths()));
        List<EvaluatedImage> twice = new ArrayList<>(images);
        // Ids next to those of the originals, so that ties are ranked alike.
        images.forEach(image -> twice.add(
                new EvaluatedImage(Example.of(image.id() + "+", Map.of()), image.detections(), image.truths())));

        close(values(doubled), values(twice));
        close(values(images), values(doubled));
    }

    @Test
    void shouldWeighPrecisionByProbability() {
        // One drawn photo stands for ten: 10 right there, 1 right and 1 wrong on the other; 10 + 1 + 1 objects.
        EvaluatedImage drawn = new EvaluatedImage(
                Example.of("a", Map.of()).drawnWith(0.1), List.of(found(0, 0.9f, 10)), List.of(there(0, 10)));
        EvaluatedImage sure = new EvaluatedImage(
                "b", List.of(found(0, 0.9f, 10), found(0, 0.6f, 300)), List.of(there(0, 10), there(1, 100)), Map.of());

        Map<Metric, Double> values = values(List.of(drawn, sure));

        assertThat(values.get(Metric.of(MetricName.PRECISION))).isCloseTo(11 / 12.0, within(1e-12));
        assertThat(values.get(Metric.of(MetricName.RECALL))).isCloseTo(11 / 12.0, within(1e-12));
        assertThat(values.get(Metric.of(MetricName.F1))).isCloseTo(11 / 12.0, within(1e-12));
        assertThat(values.get(Metric.of(MetricName.RECALL, "class", "dent"))).isZero();
    }

    /** Sums of such weights depend on the order of their terms in the last bit, and a recall of 1 must not. */
    @Property(tries = 60)
    void shouldGiveAPerfectDetectorEverythingUnderAnyWeights(@ForAll long seed) {
        Random random = new Random(seed);
        List<EvaluatedImage> images = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            images.add(new EvaluatedImage(
                    Example.of("image-" + i, Map.of()).drawnWith(1 - random.nextDouble()),
                    List.of(found(0, 0.5f + random.nextFloat() / 2, 10)),
                    List.of(there(0, 10))));
        }

        assertThat(values(images).get(Metric.of(MetricName.MAP))).isCloseTo(1, within(1e-12));
    }

    private static Detection found(int type, float score, float x) {
        return new Detection(type, "", score, x, 10, 40, 40);
    }

    private static GroundTruth there(int type, double x) {
        return GroundTruth.single(type, x, 10, 40, 40);
    }

    @Test
    void shouldCountWhatWasTakenForWhat() {
        EvaluatedImage image = new EvaluatedImage(
                "a",
                List.of(
                        found(0, 0.9f, 0),
                        found(0, 0.8f, 2),
                        found(1, 0.7f, 200),
                        found(2, 0.6f, 500),
                        found(0, 0.4f, 300)),
                List.of(there(0, 0), there(0, 203), there(1, 300)),
                Map.of());

        var matrix = new Confusion(CLASSES, THRESHOLD).of(List.of(image));

        assertThat(matrix.labels()).containsExactly("scratch", "dent", "rust", "background");
        assertThat(matrix.counts())
                .containsExactly(
                        List.of(1.0, 1.0, 0.0, 0.0),
                        List.of(0.0, 0.0, 0.0, 1.0),
                        List.of(0.0, 0.0, 0.0, 0.0),
                        List.of(1.0, 0.0, 1.0, 0.0));
    }

    @Test
    void shouldCountTheSamePairsAsPrecisionAndRecallWhereMoreIsFoundThanCounts() {
        List<Detection> found = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            found.add(found(0, 0.9f, 200 + i));
        }
        found.add(found(0, 0.6f, 0));
        EvaluatedImage image = new EvaluatedImage("a.jpg", found, List.of(there(0, 0)), Map.of());
        List<EvaluatedImage> images = List.of(image);

        var counts = new Confusion(CLASSES, THRESHOLD).of(images).counts();

        ClassMetrics scratches =
                new CocoEvaluator(CLASSES, THRESHOLD).evaluate(images).classes().get(0);
        assertThat(scratches.recall()).isZero();
        assertThat(scratches.precision()).isZero();
        assertThat(counts.get(0)).containsExactly(0.0, 0.0, 0.0, 1.0);
        assertThat(counts.get(3)).containsExactly(100.0, 0.0, 0.0, 0.0);
    }

    @Test
    void shouldRefuseNumbersThatAreNoneAndImagesThatAreThereTwice() {
        EvaluatedImage broken = new EvaluatedImage("a.jpg", List.of(found(0, Float.NaN, 1)), List.of(), Map.of());
        EvaluatedImage label = new EvaluatedImage("b.jpg", List.of(), List.of(there(0, Double.NaN)), Map.of());
        EvaluatedImage good = new EvaluatedImage("c.jpg", List.of(), List.of(), Map.of());

        assertThatThrownBy(() -> values(List.of(broken))).hasMessageContainingAll("a.jpg", "detection", "no number");
        assertThatThrownBy(() -> values(List.of(label))).hasMessageContainingAll("b.jpg", "label");
        assertThatThrownBy(() -> values(List.of(good, good))).hasMessageContainingAll("c.jpg", "twice");
        assertThat(values(List.of(good)).values()).allMatch(value -> Double.isNaN(value));
    }
}
