package io.verdict.streams.registry;

import io.verdict.events.Bound;
import io.verdict.events.Comparison;
import io.verdict.events.Gate;
import io.verdict.events.GateResult;
import io.verdict.events.Measurement;
import io.verdict.events.ModelDeclaration;
import io.verdict.events.RecordEvaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** Judges an evaluation: every gate, and every comparison with the version that serves. Pure. */
final class Gates {

    private Gates() {}

    /** @param champion the version that serves; empty where none does, and then nothing can be worse than it */
    static List<GateResult> judge(
            ModelDeclaration declaration, RecordEvaluation evaluation, Optional<String> champion) {
        List<GateResult> results = new ArrayList<>();
        declaration.getGates().forEach(gate -> results.add(judge(gate, evaluation)));
        declaration.getComparisons().forEach(comparison -> results.add(judge(comparison, evaluation, champion)));
        return List.copyOf(results);
    }

    private static GateResult judge(Gate gate, RecordEvaluation evaluation) {
        String what = what(gate.getMetric(), gate.getSlice());
        Double measured = value(evaluation.getMeasurements(), gate.getMetric(), gate.getSlice());
        if (measured == null) {
            return new GateResult(
                    gate.getName(),
                    false,
                    null,
                    gate.getThreshold(),
                    null,
                    "%s was not measured, so the gate is not met.".formatted(what));
        }
        boolean passed = holds(measured, gate.getBound(), gate.getThreshold());
        return new GateResult(
                gate.getName(),
                passed,
                measured,
                gate.getThreshold(),
                null,
                "%s is %s and has to be %s %s."
                        .formatted(what, number(measured), side(gate.getBound()), number(gate.getThreshold())));
    }

    private static GateResult judge(Comparison comparison, RecordEvaluation evaluation, Optional<String> champion) {
        String what = what(comparison.getMetric(), comparison.getSlice());
        Double measured = value(evaluation.getMeasurements(), comparison.getMetric(), comparison.getSlice());
        if (measured == null) {
            return compared(
                    comparison, champion, false, null, 0, what + " was not measured, so nothing can be compared.");
        }
        if (champion.isEmpty()) {
            return compared(
                    comparison,
                    champion,
                    true,
                    measured,
                    measured,
                    "No version serves, so there is none to be worse than.");
        }
        Double other = champion.get().equals(evaluation.getComparedVersion())
                ? value(evaluation.getComparedMeasurements(), comparison.getMetric(), comparison.getSlice())
                : null;
        if (other == null) {
            return compared(
                    comparison,
                    champion,
                    false,
                    measured,
                    0,
                    "%s of version %s, which serves, was not measured on the same data. Evaluate both."
                            .formatted(what, champion.get()));
        }
        double tolerance = comparison.getTolerance();
        double threshold = comparison.getBetter() == Bound.AT_LEAST ? other - tolerance : other + tolerance;
        return compared(
                comparison,
                champion,
                holds(measured, comparison.getBetter(), threshold),
                measured,
                threshold,
                "%s is %s; version %s, which serves, has %s, and %s is tolerated."
                        .formatted(what, number(measured), champion.get(), number(other), number(tolerance)));
    }

    private static GateResult compared(
            Comparison comparison,
            Optional<String> champion,
            boolean passed,
            Double measured,
            double threshold,
            String text) {
        return new GateResult(comparison.getName(), passed, measured, threshold, champion.orElse(null), text);
    }

    private static Double value(List<Measurement> measurements, String metric, String slice) {
        return measurements.stream()
                .filter(one -> one.getMetric().equals(metric) && Objects.equals(one.getSlice(), slice))
                .map(Measurement::getValue)
                .findFirst()
                .orElse(null);
    }

    /** Not a number never holds. */
    private static boolean holds(double value, Bound bound, double threshold) {
        return switch (bound) {
            case AT_LEAST -> value >= threshold;
            case AT_MOST -> value <= threshold;
            case UNKNOWN -> false;
        };
    }

    private static String what(String metric, String slice) {
        return slice == null ? metric : "%s of %s".formatted(metric, slice);
    }

    private static String side(Bound bound) {
        return bound == Bound.AT_LEAST ? "at least" : "at most";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }
}
