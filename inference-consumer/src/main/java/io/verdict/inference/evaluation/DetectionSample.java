package io.verdict.inference.evaluation;

import io.verdict.inference.evaluation.measure.Example;
import io.verdict.inference.evaluation.measure.ExampleOrder;
import io.verdict.inference.evaluation.measure.Metric;
import io.verdict.inference.evaluation.measure.MetricName;
import io.verdict.inference.evaluation.measure.Sample;
import io.verdict.inference.evaluation.measure.Selection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A detector's finds on a set of images, matched once: COCO's metrics over all classes, per class and per object size, and
 * precision, recall and F1 at the serving threshold, under any weights of the images. Agrees with pycocotools 2.0.11 where
 * all weights are 1; a mean over classes leaves out those without objects.
 */
public final class DetectionSample implements Sample {
    private static final List<AreaRange> SIZES = List.of(AreaRange.SMALL, AreaRange.MEDIUM, AreaRange.LARGE);

    private static final Set<MetricName> HEADLINE = EnumSet.of(
            MetricName.MAP,
            MetricName.MAP50,
            MetricName.AP,
            MetricName.AP50,
            MetricName.PRECISION,
            MetricName.RECALL,
            MetricName.F1);

    private final List<String> classes;
    private final List<Example> examples;
    private final List<Metric> metrics;
    /** By size, then class. {@link AreaRange#ALL} is first. */
    private final Map<AreaRange, List<ClassMatches>> matches;

    private DetectionSample(List<String> classes, List<Example> examples, Map<AreaRange, List<ClassMatches>> matches) {
        this.classes = classes;
        this.examples = examples;
        this.matches = matches;
        this.metrics = metrics(classes, matches.keySet());
    }

    /**
     * Matches finds with truths.
     *
     * @param classes in the order of their indices
     * @param scoreThreshold at which precision and recall are given, 0 to 1
     * @param scale sides of these images over those of COCO's (640 pixels), by which small, medium and large are meant
     * @throws IllegalArgumentException if two images have one id, or a number is none
     */
    public static DetectionSample of(
            List<EvaluatedImage> images, List<String> classes, double scoreThreshold, double scale) {
        List<EvaluatedImage> ordered = ordered(images);
        ordered.forEach(DetectionSample::requireNumbers);
        Map<AreaRange, List<ClassMatches>> matches = new LinkedHashMap<>();
        List<AreaRange> ranges = new ArrayList<>(List.of(AreaRange.ALL));
        SIZES.forEach(size -> ranges.add(size.scaled(scale)));
        for (AreaRange range : ranges) {
            matches.put(
                    range,
                    IntStream.range(0, classes.size())
                            .mapToObj(index -> new ClassMatches(ordered, index, range, scoreThreshold))
                            .toList());
        }
        return new DetectionSample(
                List.copyOf(classes),
                ordered.stream().map(EvaluatedImage::example).toList(),
                matches);
    }

    /** By id: ties among scores go by it, so the order in which images come changes nothing. */
    static List<EvaluatedImage> ordered(List<EvaluatedImage> images) {
        return ExampleOrder.of(images, EvaluatedImage::example);
    }

    private static void requireNumbers(EvaluatedImage image) {
        boolean found = image.detections().stream()
                .flatMapToDouble(one -> DoubleStream.of(one.score(), one.x(), one.y(), one.width(), one.height()))
                .allMatch(Double::isFinite);
        boolean there = image.truths().stream()
                .flatMapToDouble(one -> DoubleStream.of(one.x(), one.y(), one.width(), one.height()))
                .allMatch(Double::isFinite);
        if (!found || !there) {
            throw new IllegalArgumentException("Image %s has a %s with a coordinate or score that is no number"
                    .formatted(image.id(), found ? "label" : "detection"));
        }
    }

    private static List<Metric> metrics(List<String> classes, Set<AreaRange> ranges) {
        List<Metric> metrics = new ArrayList<>();
        for (MetricName name : List.of(
                MetricName.MAP,
                MetricName.MAP50,
                MetricName.MAP75,
                MetricName.AR1,
                MetricName.AR10,
                MetricName.AR100,
                MetricName.PRECISION,
                MetricName.RECALL,
                MetricName.F1)) {
            metrics.add(Metric.of(name));
        }
        for (String label : classes) {
            for (MetricName name : List.of(
                    MetricName.AP,
                    MetricName.AP50,
                    MetricName.AR100,
                    MetricName.PRECISION,
                    MetricName.RECALL,
                    MetricName.F1)) {
                metrics.add(Metric.of(name, "class", label));
            }
        }
        ranges.stream().filter(range -> !range.equals(AreaRange.ALL)).forEach(range -> {
            for (MetricName name : List.of(MetricName.MAP, MetricName.MAP50, MetricName.AR100)) {
                metrics.add(Metric.of(name, "size", range.name()));
            }
        });
        return List.copyOf(metrics);
    }

    @Override
    public List<Example> examples() {
        return examples;
    }

    @Override
    public List<Metric> metrics() {
        return metrics;
    }

    @Override
    public double[] values(double[] weights) {
        DoubleStream.Builder values = DoubleStream.builder();
        List<ClassMatches> all = matches.get(AreaRange.ALL);
        List<double[]> precisions = precisions(all, weights);
        values.add(mean(precisions.stream().mapToDouble(DetectionSample::mean)))
                .add(mean(precisions.stream().mapToDouble(one -> one[ClassMatches.AT_50])))
                .add(mean(precisions.stream().mapToDouble(one -> one[ClassMatches.AT_75])));
        for (int most : ClassMatches.MOST_FOUND) {
            values.add(mean(all.stream().mapToDouble(one -> one.averageRecall(weights, most))));
        }
        AtThreshold.of(all, weights).addTo(values);
        for (int index = 0; index < classes.size(); index++) {
            ClassMatches one = all.get(index);
            values.add(mean(precisions.get(index)))
                    .add(precisions.get(index)[ClassMatches.AT_50])
                    .add(one.averageRecall(weights, 100));
            AtThreshold.of(List.of(one), weights).addTo(values);
        }
        matches.forEach((range, sized) -> {
            if (!range.equals(AreaRange.ALL)) {
                List<double[]> ofSize = precisions(sized, weights);
                values.add(mean(ofSize.stream().mapToDouble(DetectionSample::mean)))
                        .add(mean(ofSize.stream().mapToDouble(one -> one[ClassMatches.AT_50])))
                        .add(mean(sized.stream().mapToDouble(one -> one.averageRecall(weights, 100))));
            }
        });
        return values.build().toArray();
    }

    private static List<double[]> precisions(List<ClassMatches> classes, double[] weights) {
        return classes.stream().map(one -> one.averagePrecisions(weights)).toList();
    }

    /** What is shown at the serving threshold. */
    private record AtThreshold(double right, double wrong, double there) {

        static AtThreshold of(List<ClassMatches> classes, double[] weights) {
            return new AtThreshold(
                    classes.stream().mapToDouble(one -> one.right(weights)).sum(),
                    classes.stream().mapToDouble(one -> one.wrong(weights)).sum(),
                    classes.stream().mapToDouble(one -> one.positives(weights)).sum());
        }

        /** Precision, recall and F1: ratios of weighted sums (Hájek 1971); NaN where nothing was found or is there. */
        void addTo(DoubleStream.Builder values) {
            values.add(right / (right + wrong)).add(right / there).add(2 * right / (right + wrong + there));
        }
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }

    /** Of those that are numbers. */
    private static double mean(DoubleStream values) {
        return values.filter(Double::isFinite).average().orElse(Double.NaN);
    }

    @Override
    public String absence(Metric metric) {
        return metric.name() == MetricName.PRECISION
                ? "Nothing was found at the serving threshold."
                : "There are no such objects to find.";
    }

    /** Without object sizes, average recall and mAP at 0.75. */
    @Override
    public Sample headline() {
        DetectionSample ofAll =
                new DetectionSample(classes, examples, Map.of(AreaRange.ALL, matches.get(AreaRange.ALL)));
        return new Selection(ofAll, metric -> HEADLINE.contains(metric.name()));
    }
}
