package io.verdict.inference.evaluation.measure;

import io.verdict.inference.evaluation.measure.Contrast.Finding;
import io.verdict.inference.evaluation.measure.Estimator.Measured;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;

/** Judges a slice against the rest, draw by draw. Pure. */
record Contrasts(Bootstrap bootstrap, int smallest) {

    /** @param views the slice and the rest; {@code measured} likewise */
    List<Contrast> of(Sample sample, List<View> views, List<Measured> measured) {
        View slice = views.get(0);
        View rest = views.get(1);
        int columns = sample.metrics().size();
        List<Interval> differences = bootstrap.intervals(replicates(measured, columns, Contrasts::minus), columns);
        List<Interval> ratios = bootstrap.intervals(replicates(measured, columns, Contrasts::over), columns);
        List<Contrast> contrasts = new ArrayList<>();
        for (int m = 0; m < columns; m++) {
            double inside = measured.get(0).values()[m];
            double outside = measured.get(1).values()[m];
            boolean defined = Double.isFinite(inside - outside);
            Interval difference = defined ? differences.get(m) : null;
            contrasts.add(new Contrast(
                    sample.metrics().get(m).name().text(),
                    sample.metrics().get(m).within(slice.slice()),
                    slice.examples(),
                    rest.examples(),
                    number(inside),
                    number(outside),
                    number(minus(inside, outside)),
                    difference,
                    number(over(inside, outside)),
                    defined ? ratios.get(m) : null,
                    finding(slice, rest, difference)));
        }
        return contrasts;
    }

    /** The one minus the other, draw by draw. */
    List<Difference> differences(List<Metric> metrics, Measured one, Measured other) {
        List<Interval> intervals =
                bootstrap.intervals(replicates(List.of(one, other), metrics.size(), Contrasts::minus), metrics.size());
        List<Difference> differences = new ArrayList<>();
        for (int m = 0; m < metrics.size(); m++) {
            Double difference = number(minus(one.values()[m], other.values()[m]));
            differences.add(new Difference(
                    metrics.get(m).name().text(),
                    metrics.get(m).part(),
                    number(one.values()[m]),
                    number(other.values()[m]),
                    difference,
                    difference == null ? null : intervals.get(m)));
        }
        return differences;
    }

    private Finding finding(View slice, View rest, Interval difference) {
        if (Math.min(slice.groups(), rest.groups()) < smallest) {
            return Finding.TOO_FEW;
        }
        if (difference == null) {
            return Finding.NOT_MEASURED;
        }
        return difference.contains(0) ? Finding.NOT_SHOWN : Finding.DIFFERENT;
    }

    private static double[][] replicates(List<Measured> measured, int columns, DoubleBinaryOperator of) {
        double[][] inside = measured.get(0).replicates();
        double[][] outside = measured.get(1).replicates();
        double[][] results = new double[inside.length][columns];
        for (int r = 0; r < results.length; r++) {
            for (int m = 0; m < columns; m++) {
                results[r][m] = of.applyAsDouble(inside[r][m], outside[r][m]);
            }
        }
        return results;
    }

    private static double minus(double inside, double outside) {
        return inside - outside;
    }

    private static double over(double inside, double outside) {
        return outside == 0 ? Double.NaN : inside / outside;
    }

    private static Double number(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
