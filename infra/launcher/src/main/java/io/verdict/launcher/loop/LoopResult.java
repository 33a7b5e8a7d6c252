package io.verdict.launcher.loop;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.verdict.inference.evaluation.measure.Difference;
import io.verdict.inference.evaluation.measure.Estimate;
import io.verdict.launcher.evaluate.DetectorMeasures;
import io.verdict.launcher.evaluate.EvaluationReport;
import io.verdict.launcher.loop.RoundResult.Accuracy;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What came of the whole circle.
 *
 * @param rounds in order
 * @param heldOut the last version's test split, on which it and the one before it were measured
 * @param photos in it
 * @param accuracies of the two, the older first
 * @param difference last minus the one before, with its interval; null where there is only one version
 * @param seconds from the beginning to the last champion
 */
public record LoopResult(
        List<RoundResult> rounds,
        String heldOut,
        int photos,
        List<Accuracy> accuracies,
        Difference difference,
        double seconds) {

    private static final String METRIC = "map50";

    public LoopResult {
        rounds = List.copyOf(rounds);
        accuracies = List.copyOf(accuracies);
    }

    static LoopResult of(List<RoundResult> rounds, EvaluationReport last, double seconds) {
        return new LoopResult(
                rounds,
                last.data().name(),
                last.data().photos(),
                Stream.concat(Optional.ofNullable(last.serving()).stream(), Stream.of(last.candidate()))
                        .map(LoopResult::accuracy)
                        .toList(),
                last.differences().stream()
                        .filter(one ->
                                one.metric().equals(METRIC) && one.slice().isEmpty())
                        .findFirst()
                        .orElse(null),
                seconds);
    }

    private static Accuracy accuracy(DetectorMeasures measures) {
        Optional<Estimate> found = measures.estimates().overall().stream()
                .filter(one -> one.metric().equals(METRIC) && one.slice().isEmpty())
                .findFirst();
        return new Accuracy(
                measures.version(),
                found.map(Estimate::value).orElse(null),
                found.map(Estimate::interval).orElse(null));
    }

    /** Whether the last version is measurably better than the one that it replaced: the interval lies above zero. */
    @JsonProperty
    public boolean better() {
        return difference != null
                && difference.difference() != null
                && difference.difference() > 0
                && difference.shown();
    }
}
