package io.verdict.streams.triggers;

import io.verdict.events.DeclaredPrice;
import io.verdict.events.RunLimits;
import io.verdict.events.TrainingData;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a model's runs are asked to be. Immutable.
 *
 * @param trainer the back end, for example {@code detector}
 * @param data what every run learns from; empty where it is the latest version of a dataset
 * @param parameters hyper-parameters that are not to be the back end's defaults
 * @param seed seed of every random choice
 * @param threads threads that compute, 1 or more
 * @param limits how long it may take
 * @param price what it costs
 */
public record RunPlan(
        String trainer,
        Optional<TrainingData> data,
        Map<String, String> parameters,
        long seed,
        int threads,
        RunLimits limits,
        DeclaredPrice price) {

    public RunPlan {
        // In one order: it is written, and the same request is the same bytes wherever it is made.
        parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
        if (threads < 1) {
            throw new IllegalArgumentException("threads is 1 or more, not " + threads);
        }
        if (limits.getSilenceSeconds() < 1 || limits.getTotalSeconds() != null && limits.getTotalSeconds() < 1) {
            throw new IllegalArgumentException("silenceSeconds and totalSeconds are 1 or more");
        }
        if (price.getPerHour().signum() < 0) {
            throw new IllegalArgumentException("perHour is 0 or more, not " + price.getPerHour());
        }
    }
}
