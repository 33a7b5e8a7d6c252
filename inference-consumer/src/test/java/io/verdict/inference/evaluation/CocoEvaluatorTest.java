package io.verdict.inference.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.verdict.inference.detector.Detection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CocoEvaluatorTest {
    private final CocoEvaluator evaluator = new CocoEvaluator(List.of("scratch", "dent"), 0.5);

    private static Detection found(float score, float x, float y, float width, float height) {
        return new Detection(0, "scratch", score, x, y, width, height);
    }

    private static GroundTruth there(double x, double y, double width, double height) {
        return GroundTruth.single(0, x, y, width, height);
    }

    private static EvaluatedImage image(List<Detection> detections, List<GroundTruth> truths) {
        return new EvaluatedImage("image", detections, truths, Map.of());
    }

    private ClassMetrics scratch(EvaluatedImage... images) {
        return evaluator.evaluate(List.of(images)).classes().get(0);
    }

    @Test
    void shouldGiveOneToPerfectDetections() {
        DetectionMetrics metrics = evaluator.evaluate(List.of(image(
                List.of(found(0.9f, 10, 10, 20, 20), found(0.8f, 60, 60, 30, 5)),
                List.of(there(60, 60, 30, 5), there(10, 10, 20, 20)))));

        assertThat(metrics.map50()).isEqualTo(1);
        assertThat(metrics.map()).isEqualTo(1);
        assertThat(metrics.classes().get(1).ap50()).isNaN();
        assertThat(metrics.truths()).isEqualTo(2);
    }

    @Test
    void shouldInterpolateOver101RecallsByHand() {
        // Ranked: hit, miss, hit; three truths. Precision 1, 1/2, 2/3 → envelope 1, 2/3, 2/3.
        // Recall 1/3 covers samples 0 … 0.33 (34), recall 2/3 covers 0.34 … 0.66 (33), the rest are 0.
        ClassMetrics metrics = scratch(image(
                List.of(found(0.9f, 0, 0, 10, 10), found(0.8f, 500, 0, 10, 10), found(0.7f, 100, 0, 10, 10)),
                List.of(there(0, 0, 10, 10), there(100, 0, 10, 10), there(200, 0, 10, 10))));

        double expected = (34 * 1.0 + 33 * 2.0 / 3) / 101;
        assertThat(metrics.ap50()).isCloseTo(expected, within(1e-12));
        assertThat(metrics.ap()).isCloseTo(expected, within(1e-12));
        assertThat(metrics.precision()).isCloseTo(2.0 / 3, within(1e-12));
        assertThat(metrics.recall()).isCloseTo(2.0 / 3, within(1e-12));
    }

    @Test
    void shouldAverageOverTheTenOverlaps() {
        // IoU of the pair is 8·10 / (10·10 + 8·10 − 8·10) = 0.8: right for 0.50 … 0.80, wrong for 0.85, 0.90, 0.95.
        ClassMetrics metrics = scratch(image(List.of(found(0.9f, 0, 0, 8, 10)), List.of(there(0, 0, 10, 10))));

        assertThat(metrics.ap50()).isEqualTo(1);
        assertThat(metrics.ap()).isCloseTo(0.7, within(1e-12));
    }

    @Test
    void shouldCountASecondFindOfATruthAsWrong() {
        // Ranked: hit, duplicate, hit; two truths: envelope 1, 2/3, 2/3; 51 samples at 1, 50 at 2/3.
        ClassMetrics metrics = scratch(image(
                List.of(found(0.9f, 0, 0, 10, 10), found(0.8f, 0, 1, 10, 10), found(0.7f, 100, 0, 10, 10)),
                List.of(there(0, 0, 10, 10), there(100, 0, 10, 10))));

        assertThat(metrics.ap50()).isCloseTo((51 + 50 * 2.0 / 3) / 101, within(1e-12));
    }

    @Test
    void shouldMatchTheTruthThatOverlapsMost() {
        ClassMetrics metrics = scratch(image(
                List.of(found(0.9f, 2, 0, 10, 10), found(0.8f, 0, 0, 10, 10)),
                List.of(there(0, 0, 10, 10), there(3, 0, 10, 10))));

        assertThat(metrics.ap50()).isEqualTo(1);
    }

    @Test
    void shouldIgnoreFindsInsideACrowd() {
        GroundTruth crowd = new GroundTruth(0, 100, 100, 100, 100, true);
        ClassMetrics metrics = scratch(image(
                List.of(found(0.95f, 110, 110, 10, 10), found(0.94f, 150, 150, 10, 10), found(0.9f, 0, 0, 10, 10)),
                List.of(crowd, there(0, 0, 10, 10))));

        assertThat(metrics.truths()).isEqualTo(1);
        assertThat(metrics.ap50()).isEqualTo(1);
        assertThat(metrics.precision()).isEqualTo(1);
    }

    @Test
    void shouldCountOnlyTheAskedSizes() {
        EvaluatedImage image = image(
                List.of(found(0.9f, 0, 0, 10, 10), found(0.8f, 200, 200, 50, 50), found(0.7f, 400, 0, 50, 50)),
                List.of(there(0, 0, 10, 10), there(200, 200, 50, 50)));

        ClassMetrics small =
                evaluator.evaluate(List.of(image), AreaRange.SMALL).classes().get(0);
        ClassMetrics medium =
                evaluator.evaluate(List.of(image), AreaRange.MEDIUM).classes().get(0);
        ClassMetrics large =
                evaluator.evaluate(List.of(image), AreaRange.LARGE).classes().get(0);

        assertThat(small.truths()).isEqualTo(1);
        assertThat(small.ap50()).isEqualTo(1);
        assertThat(small.precision()).isEqualTo(1);
        assertThat(medium.ap50()).isEqualTo(1);
        assertThat(medium.precision()).isEqualTo(0.5);
        assertThat(large.ap50()).isNaN();
        assertThat(AreaRange.SMALL.scaled(2.5).to()).isEqualTo(6400);
    }

    @Test
    void shouldLookAtAHundredDetectionsOfAnImageAtMost() {
        List<Detection> noise = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            noise.add(found(0.9f, 1000 + 20 * i, 0, 10, 10));
        }
        noise.add(found(0.8f, 0, 0, 10, 10));

        assertThat(scratch(image(noise, List.of(there(0, 0, 10, 10)))).ap50()).isZero();
    }

    @Test
    void shouldSliceByAttribute() {
        EvaluatedImage dark =
                new EvaluatedImage("dark", List.of(), List.of(there(0, 0, 10, 10)), Map.of("brightness", "dark"));
        EvaluatedImage bright = new EvaluatedImage(
                "bright",
                List.of(found(0.9f, 0, 0, 10, 10)),
                List.of(there(0, 0, 10, 10)),
                Map.of("brightness", "bright"));

        Map<String, DetectionMetrics> slices = evaluator.slices(List.of(dark, bright), "brightness");

        assertThat(slices.get("dark").map50()).isZero();
        assertThat(slices.get("bright").map50()).isEqualTo(1);
        assertThat(evaluator.slices(List.of(dark), "region")).containsOnlyKeys("unknown");
    }

    @Test
    void shouldSayNothingAboutNoImages() {
        DetectionMetrics metrics = evaluator.evaluate(List.of());

        assertThat(metrics.map50()).isNaN();
        assertThat(metrics.images()).isZero();
    }

    /** A reproducible set of images with right, wrong and inaccurate finds. */
    private static List<EvaluatedImage> someImages(long seed) {
        Random random = new Random(seed);
        List<EvaluatedImage> images = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            List<GroundTruth> truths = new ArrayList<>();
            List<Detection> detections = new ArrayList<>();
            for (int t = random.nextInt(4); t >= 0; t--) {
                int type = random.nextInt(2);
                float x = random.nextInt(300);
                float y = random.nextInt(300);
                float width = 10 + random.nextInt(80);
                truths.add(new GroundTruth(type, x, y, width, 20, random.nextInt(8) == 0));
                if (random.nextInt(4) > 0) {
                    float score = random.nextInt(20) / 20f;
                    float shift = random.nextInt(6);
                    detections.add(new Detection(type, "", score, x + shift, y, width, 20));
                }
                if (random.nextInt(3) == 0) {
                    detections.add(new Detection(type, "", random.nextInt(20) / 20f, 400 + x, y, width, 20));
                }
            }
            images.add(new EvaluatedImage("" + i, detections, truths, Map.of()));
        }
        return images;
    }

    @Property(tries = 100)
    void shouldNotDependOnTheOrderOfImagesAndBoxes(@ForAll long seed) {
        List<EvaluatedImage> images = someImages(seed);
        List<EvaluatedImage> shuffled = new ArrayList<>();
        Random random = new Random(~seed);
        for (EvaluatedImage image : images) {
            List<Detection> detections = new ArrayList<>(image.detections());
            List<GroundTruth> truths = new ArrayList<>(image.truths());
            Collections.shuffle(detections, random);
            Collections.shuffle(truths, random);
            shuffled.add(new EvaluatedImage(image.id(), detections, truths, Map.of()));
        }
        Collections.shuffle(shuffled, random);

        assertThat(evaluator.evaluate(shuffled)).isEqualTo(evaluator.evaluate(images));
    }

    @Property(tries = 100)
    void shouldGiveOneToPerfectFindsOfAnyTruths(@ForAll long seed) {
        List<EvaluatedImage> perfect = new ArrayList<>();
        for (EvaluatedImage image : someImages(seed)) {
            List<GroundTruth> truths = image.truths().stream()
                    .map(truth ->
                            GroundTruth.single(truth.classIndex(), truth.x(), truth.y(), truth.width(), truth.height()))
                    .toList();
            List<Detection> detections = truths.stream()
                    .map(truth -> new Detection(
                            truth.classIndex(),
                            "",
                            0.9f,
                            (float) truth.x(),
                            (float) truth.y(),
                            (float) truth.width(),
                            (float) truth.height()))
                    .toList();
            perfect.add(new EvaluatedImage(image.id(), detections, truths, Map.of()));
        }

        assertThat(evaluator.evaluate(perfect).map()).isEqualTo(1);
    }

    @Property(tries = 100)
    void shouldNeverRiseByAWeakFalseFind(@ForAll long seed) {
        List<EvaluatedImage> images = someImages(seed);
        EvaluatedImage first = images.get(0);
        List<Detection> more = new ArrayList<>(first.detections());
        more.add(new Detection(0, "", 0.001f, 2000, 2000, 30, 30));
        List<EvaluatedImage> worse = new ArrayList<>(images);
        worse.set(0, new EvaluatedImage(first.id(), more, first.truths(), Map.of()));

        double before = evaluator.evaluate(images).classes().get(0).ap();
        double after = evaluator.evaluate(worse).classes().get(0).ap();

        assertThat(Double.isNaN(before) || after <= before).isTrue();
        assertThat(Double.isNaN(before)).isEqualTo(Double.isNaN(after));
    }
}
