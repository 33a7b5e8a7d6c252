package io.verdict.inference.status;

import io.verdict.events.FailureReason;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Counts and latencies since the start. Safe for use by many threads; recording does not block. */
public final class Telemetry {
    /** An hour, in microseconds; longer times count as this. */
    private static final long LONGEST = 3_600_000_000L;

    private static final int SIGNIFICANT_DIGITS = 2;

    /** What is counted besides failures. */
    public enum Event {
        DECISION,
        SHADOW_DECISION,
        FEATURES,
        DEAD_LETTER,
        TRANSACTION,
        ABORT,
        STORE_RETRY,
        PREDICTION,
        SHADOW_PREDICTION,
        PREDICTION_FAILURE
    }

    private final Map<Event, LongAdder> events = new EnumMap<>(Event.class);
    private final Map<FailureReason, LongAdder> failures = new ConcurrentHashMap<>();
    private final Map<Stage, Histogram> stages = new EnumMap<>(Stage.class);

    public Telemetry() {
        for (Event event : Event.values()) {
            events.put(event, new LongAdder());
        }
        for (Stage stage : Stage.values()) {
            stages.put(stage, new ConcurrentHistogram(LONGEST, SIGNIFICANT_DIGITS));
        }
    }

    public void count(Event event) {
        events.get(event).increment();
    }

    public void countFailure(FailureReason reason) {
        failures.computeIfAbsent(reason, first -> new LongAdder()).increment();
    }

    public void record(Stage stage, long micros) {
        stages.get(stage).recordValue(Math.max(0, Math.min(micros, LONGEST)));
    }

    public Counts counts() {
        Map<FailureReason, Long> byReason = new EnumMap<>(FailureReason.class);
        failures.forEach((reason, count) -> byReason.put(reason, count.sum()));
        return new Counts(
                sum(Event.DECISION),
                sum(Event.SHADOW_DECISION),
                sum(Event.FEATURES),
                Map.copyOf(byReason),
                sum(Event.DEAD_LETTER),
                sum(Event.TRANSACTION),
                sum(Event.ABORT),
                sum(Event.STORE_RETRY),
                sum(Event.PREDICTION),
                sum(Event.SHADOW_PREDICTION),
                sum(Event.PREDICTION_FAILURE));
    }

    public Map<Stage, Latency> latencies() {
        Map<Stage, Latency> result = new EnumMap<>(Stage.class);
        stages.forEach((stage, live) -> {
            Histogram histogram = live.copy();
            result.put(
                    stage,
                    new Latency(
                            histogram.getTotalCount(),
                            histogram.getValueAtPercentile(50),
                            histogram.getValueAtPercentile(95),
                            histogram.getValueAtPercentile(99),
                            histogram.getMaxValue()));
        });
        return Map.copyOf(result);
    }

    private long sum(Event event) {
        return events.get(event).sum();
    }
}
