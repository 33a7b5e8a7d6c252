package io.verdict.connectors.search;

import io.verdict.connectors.search.TrialResult.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs a plan, generation by generation: the trials of one are suggested, and pruned, by what came of those before it, so
 * neither suggestions nor results depend on which of them ends first.
 */
public final class Search {

    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final SearchPlan plan;

    public Search(SearchPlan plan) {
        this.plan = plan;
    }

    /** Makes one trial. Called from several threads at a time. */
    @FunctionalInterface
    public interface TrialRunner {

        /** Runs it to its end, or until the judge says otherwise. */
        TrialResult run(Trial trial, Judge judge) throws InterruptedException;
    }

    /** Says after an epoch whether a trial is to end. Thread-safe. */
    @FunctionalInterface
    public interface Judge {

        /** Why it is to end; empty if it is to go on. */
        Optional<StoppingRules.Ending> after(List<Double> losses);
    }

    /**
     * Runs every trial, or as many as come before somebody stops one.
     *
     * @return their results by number
     */
    public List<TrialResult> run(TrialRunner runner) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(plan.parallel());
        try {
            List<TrialResult> results = new ArrayList<>();
            while (results.size() < plan.trials() && results.stream().noneMatch(Search::isStopped)) {
                int size = Math.min(plan.parallel(), plan.trials() - results.size());
                results.addAll(generation(results, size, runner, threads));
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    private List<TrialResult> generation(
            List<TrialResult> before, int size, TrialRunner runner, ExecutorService threads)
            throws InterruptedException {
        List<List<Double>> ended = before.stream()
                .filter(TrialResult::cameToItsEnd)
                .map(TrialResult::losses)
                .toList();
        Judge judge = losses -> plan.stopping().after(losses, ended);
        List<Future<TrialResult>> running = new ArrayList<>();
        for (Trial trial : suggest(before, size)) {
            running.add(threads.submit(() -> runner.run(trial, judge)));
        }
        List<TrialResult> results = new ArrayList<>();
        for (Future<TrialResult> each : running) {
            try {
                results.add(each.get());
            } catch (ExecutionException e) {
                throw new IllegalStateException("A trial could not be run: " + e.getCause(), e.getCause());
            }
        }
        return results;
    }

    /** The next trials after some results. */
    List<Trial> suggest(List<TrialResult> before, int size) {
        List<Observation> seen = before.stream().map(TrialResult::observation).toList();
        List<Trial> trials = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            int number = before.size() + i;
            SplittableRandom random = new SplittableRandom(plan.seed() + SPREAD * (number + 1));
            Point point = plan.method().sampler().suggest(plan.space(), seen, random);
            trials.add(new Trial(number, point, plan.space().values(point)));
        }
        return trials;
    }

    private static boolean isStopped(TrialResult result) {
        return result.state() == State.STOPPED;
    }

    /** The best of some results: the lowest loss, of equals the earliest; empty if none has a loss. */
    public static Optional<TrialResult> best(List<TrialResult> results) {
        TrialResult best = null;
        for (TrialResult result : results) {
            if (Double.isFinite(result.best()) && (best == null || result.best() < best.best())) {
                best = result;
            }
        }
        return Optional.ofNullable(best);
    }
}
