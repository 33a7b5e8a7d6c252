package io.verdict.inference.evaluation.clustering;

import io.verdict.inference.evaluation.measure.Example;
import io.verdict.inference.evaluation.measure.ExampleOrder;
import io.verdict.inference.evaluation.measure.Means;
import io.verdict.inference.evaluation.measure.Metric;
import io.verdict.inference.evaluation.measure.MetricName;
import io.verdict.inference.evaluation.measure.Sample;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * How much closer points lie to their own cluster than to the next (Rousseeuw 1987), Euclidean. Exact up to a number of
 * points, since it takes the square of that many distances; beyond, on a seeded sample of the points, among themselves.
 * Intervals hold distances and clusters fixed and draw the points' silhouettes. Pure.
 *
 * @param sample the silhouette of each point that was looked at
 * @param points how many there are
 * @param exact whether all of them were looked at
 */
public record Silhouette(Sample sample, int points, boolean exact) {

    /**
     * Measures.
     *
     * @param most points to look at
     * @throws IllegalArgumentException if points have different numbers of coordinates, or two have one id
     */
    public static Silhouette of(List<Clustered> all, int most, long seed) {
        List<Clustered> ordered = ExampleOrder.of(all, Clustered::example);
        ordered.stream()
                .filter(one -> one.point().size() != ordered.get(0).point().size())
                .findFirst()
                .ifPresent(one -> {
                    throw new IllegalArgumentException("Example %s has %d coordinates, others have %d"
                            .formatted(
                                    one.example().id(),
                                    one.point().size(),
                                    ordered.get(0).point().size()));
                });
        List<Clustered> seen = ordered;
        if (ordered.size() > most) {
            List<Clustered> drawn = new ArrayList<>(ordered);
            Collections.shuffle(drawn, new Random(seed));
            seen = ExampleOrder.of(drawn.subList(0, most), Clustered::example);
        }
        List<Example> examples = seen.stream().map(Clustered::example).toList();
        Sample sample = new Means(
                examples,
                List.of(Metric.of(MetricName.SILHOUETTE)),
                new double[][] {silhouettes(seen)},
                "There is one cluster; silhouettes compare two or more.");
        return new Silhouette(sample, all.size(), seen.size() == all.size());
    }

    private static double[] silhouettes(List<Clustered> all) {
        List<String> names = all.stream().map(Clustered::cluster).distinct().toList();
        int[] clusters =
                all.stream().mapToInt(one -> names.indexOf(one.cluster())).toArray();
        int[] sizes = new int[names.size()];
        for (int cluster : clusters) {
            sizes[cluster]++;
        }
        double[][] points = all.stream()
                .map(one ->
                        one.point().stream().mapToDouble(Double::doubleValue).toArray())
                .toArray(double[][]::new);
        return IntStream.range(0, points.length)
                .parallel()
                .mapToDouble(i -> silhouette(i, points, clusters, sizes))
                .toArray();
    }

    private static double silhouette(int of, double[][] points, int[] clusters, int[] sizes) {
        if (sizes.length < 2) {
            return Double.NaN;
        }
        int own = clusters[of];
        if (sizes[own] == 1) {
            return 0;
        }
        double[] sums = new double[sizes.length];
        for (int other = 0; other < points.length; other++) {
            sums[clusters[other]] += distance(points[of], points[other]);
        }
        double inside = sums[own] / (sizes[own] - 1);
        double next = Double.POSITIVE_INFINITY;
        for (int cluster = 0; cluster < sizes.length; cluster++) {
            next = cluster == own ? next : Math.min(next, sums[cluster] / sizes[cluster]);
        }
        double larger = Math.max(inside, next);
        // All points of both clusters in one place: neither is closer.
        return larger == 0 ? 0 : (next - inside) / larger;
    }

    private static double distance(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += (one[i] - other[i]) * (one[i] - other[i]);
        }
        return Math.sqrt(sum);
    }
}
