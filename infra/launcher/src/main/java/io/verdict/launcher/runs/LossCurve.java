package io.verdict.launcher.runs;

import io.verdict.events.MetricValue;
import java.util.List;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;

/**
 * Losses of a trial, one an epoch, lower is better. What is said of an epoch again, as after a retry from a checkpoint,
 * takes the place of what was said of it and of all epochs after it. Not thread-safe.
 */
final class LossCurve {

    private final TreeMap<Integer, Double> losses = new TreeMap<>();
    private final String metric;
    private final DoubleUnaryOperator loss;

    /**
     * A curve without a point.
     *
     * @param metric what it is made of; other metrics are passed over
     * @param loss makes a loss of its values
     */
    LossCurve(String metric, DoubleUnaryOperator loss) {
        this.metric = metric;
        this.loss = loss;
    }

    /**
     * Takes what is told at once, of several steps of an epoch the last.
     *
     * @return whether there was a point of this curve among it
     */
    boolean tell(List<MetricValue> values) {
        List<MetricValue> points =
                values.stream().filter(value -> value.getName().equals(metric)).toList();
        points.stream().mapToInt(MetricValue::getEpoch).min().ifPresent(first -> losses.tailMap(first, true)
                .clear());
        points.forEach(value -> losses.put(value.getEpoch(), loss.applyAsDouble(value.getValue())));
        return !points.isEmpty();
    }

    /** All losses, in the order of the epochs. */
    List<Double> losses() {
        return List.copyOf(losses.values());
    }
}
