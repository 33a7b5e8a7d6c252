package io.verdict.launcher.bench;

import io.verdict.events.DetectionCompleted;
import io.verdict.events.ImageAccepted;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.HdrHistogram.Histogram;

/**
 * Collects where the time goes between an upload event and its decision, per stage and end to end.
 *
 * <p>Uploads are registered by the sender's thread, the rest by one reader; reads come after both have ended.
 */
final class HotPathProbe {

    private static final long LONGEST_MICROS = Duration.ofMinutes(10).toNanos() / 1000;

    private final Map<String, Instant> dueAt = new ConcurrentHashMap<>();
    private final Map<String, Histogram> stages = new LinkedHashMap<>();
    private Instant firstSeen;
    private Instant lastSeen;
    private long decisions;

    /** The upload event of a photo is due to be sent at {@code due}. */
    void due(String imageId, Instant due) {
        dueAt.put(imageId, due);
    }

    /** How many of the registered photos have been decided on. */
    long decisions() {
        return decisions;
    }

    void accepted(ImageAccepted accepted, Instant seen) {
        Instant due = dueAt.get(accepted.getPhoto().getImageId());
        if (due != null) {
            record("curation, visible", Duration.between(due, seen));
        }
    }

    void decided(DetectionCompleted decision, Instant seen) {
        Instant due = dueAt.get(decision.getImageId());
        if (due == null) {
            return;
        }
        decisions++;
        firstSeen = firstSeen == null ? seen : firstSeen;
        lastSeen = seen;
        record("fetch", micros(decision.getTimings().getFetch()));
        record("decode", micros(decision.getTimings().getDecode()));
        record("queue", micros(decision.getTimings().getQueue()));
        record("inference", micros(decision.getTimings().getInference()));
        record("postprocess", micros(decision.getTimings().getPostprocess()));
        record("decided → visible", Duration.between(decision.getMeta().getTime(), seen));
        record("upload → decision", Duration.between(due, seen));
    }

    /** Something else that led to an outcome for a registered photo became visible: for peers. */
    void answered(String imageId, Instant seen) {
        Instant due = dueAt.get(imageId);
        if (due != null) {
            decisions++;
            firstSeen = firstSeen == null ? seen : firstSeen;
            lastSeen = seen;
            record("upload → decision", Duration.between(due, seen));
        }
    }

    /** Decisions a second between the first and the last one seen. */
    double perSecond() {
        if (decisions < 2) {
            return 0;
        }
        return (decisions - 1) * 1e9 / Duration.between(firstSeen, lastSeen).toNanos();
    }

    /** Percentiles per stage, in milliseconds. */
    Map<String, Percentiles> percentiles() {
        Map<String, Percentiles> result = new LinkedHashMap<>();
        stages.forEach((stage, histogram) -> result.put(stage, Percentiles.of(histogram)));
        return result;
    }

    private static Duration micros(long micros) {
        return Duration.ofNanos(micros * 1000);
    }

    private void record(String stage, Duration time) {
        long micros = Math.max(0, Math.min(LONGEST_MICROS, time.toNanos() / 1000));
        stages.computeIfAbsent(stage, name -> new Histogram(LONGEST_MICROS, 3)).recordValue(micros);
    }

    /** In milliseconds. */
    record Percentiles(long count, double p50, double p95, double p99, double max) {
        static Percentiles of(Histogram micros) {
            return new Percentiles(
                    micros.getTotalCount(),
                    micros.getValueAtPercentile(50) / 1000.0,
                    micros.getValueAtPercentile(95) / 1000.0,
                    micros.getValueAtPercentile(99) / 1000.0,
                    micros.getMaxValue() / 1000.0);
        }
    }
}
