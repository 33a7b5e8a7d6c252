package io.verdict.connectors.search;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * When a trial is not worth going on with; pure functions of curves of losses, one value an epoch.
 *
 * <p>Median stopping (Golovin et al., "Google Vizier", KDD 2017, section 3.2.2): its best loss so far is worse than the
 * median of the averages up to the same epoch of trials that came to their end. Patience: no better loss for so many
 * epochs.
 *
 * @param patience epochs without a better loss, 1 or more
 * @param warmUp epochs that no trial is pruned in
 * @param leastTrials how many trials must have come so far before there is a median that counts; 0 never prunes
 */
public record StoppingRules(int patience, int warmUp, int leastTrials) {

    public StoppingRules {
        if (patience < 1 || warmUp < 0 || leastTrials < 0) {
            throw new IllegalArgumentException(
                    "patience must be 1 or more, warm-up and least trials not negative: %d, %d, %d"
                            .formatted(patience, warmUp, leastTrials));
        }
    }

    /** Why a trial ends early. */
    public enum Cause {
        PRUNED,
        NO_IMPROVEMENT
    }

    /**
     * Why to end a trial, with the numbers.
     *
     * @param reason for people
     */
    public record Ending(Cause cause, String reason) {}

    /**
     * What to do after an epoch.
     *
     * @param curve the trial's losses up to here
     * @param ended curves of trials that came to their end before this one began
     */
    public Optional<Ending> after(List<Double> curve, Collection<List<Double>> ended) {
        return pruned(curve, ended).or(() -> stale(curve));
    }

    private Optional<Ending> stale(List<Double> curve) {
        int best = 0;
        for (int i = 1; i < curve.size(); i++) {
            if (curve.get(i) < curve.get(best)) {
                best = i;
            }
        }
        int since = curve.size() - 1 - best;
        return since < patience
                ? Optional.empty()
                : Optional.of(new Ending(
                        Cause.NO_IMPROVEMENT,
                        "no better than %s of epoch %d for %d epochs".formatted(curve.get(best), best + 1, since)));
    }

    private Optional<Ending> pruned(List<Double> curve, Collection<List<Double>> ended) {
        int epoch = curve.size();
        double[] averages = ended.stream()
                .filter(other -> other.size() >= epoch)
                .mapToDouble(other -> other.subList(0, epoch).stream()
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElseThrow())
                .sorted()
                .toArray();
        if (epoch <= warmUp || leastTrials == 0 || averages.length < leastTrials) {
            return Optional.empty();
        }
        double best = curve.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        double median = median(averages);
        return best > median
                ? Optional.of(new Ending(
                        Cause.PRUNED,
                        "its best loss up to epoch %d, %s, is worse than the median of %d trials, %s"
                                .formatted(epoch, best, averages.length, median)))
                : Optional.empty();
    }

    private static double median(double... sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
