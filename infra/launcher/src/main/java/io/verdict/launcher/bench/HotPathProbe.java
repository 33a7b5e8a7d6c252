package io.verdict.launcher.bench;

import io.verdict.events.DetectionCompleted;
import io.verdict.events.ImageAccepted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.HdrHistogram.Histogram;

/**
 * Collects where the time goes between an upload event and its decision, per stage and end to end. Events of photos that
 * were not registered tell only which version decides. Safe for use by several threads.
 */
final class HotPathProbe {

    static final String END_TO_END = "upload → decision";

    /** In the order of a photo's way. */
    private static final List<String> STAGES = List.of(
            "due → sent",
            "due → accepted visible",
            "accepted visible → decided",
            "fetch",
            "decode",
            "queue",
            "inference",
            "postprocess",
            "decided → decision visible",
            END_TO_END);

    private static final long LONGEST_MICROS = Duration.ofMinutes(10).toNanos() / 1000;
    /** Share of the photos at either end of a run in which not every stage is busy. */
    private static final double EDGE = 0.1;

    private final Runnable onOutcome;
    private final Map<String, Instant> dueAt = new HashMap<>();
    private final Map<String, Instant> acceptedAt = new HashMap<>();
    private final Set<String> answered = new HashSet<>();
    private final List<Instant> outcomes = new ArrayList<>();
    private final Map<String, Histogram> stages = new HashMap<>();
    private final Map<String, Instant> firstOfVersion = new HashMap<>();
    private long repeated;

    /** @param onOutcome called for every photo that has come to its outcome, once */
    HotPathProbe(Runnable onOutcome) {
        this.onOutcome = onOutcome;
    }

    /** The upload event of a photo is due to be sent at {@code due}, and is sent {@code now}. */
    synchronized void sent(String imageId, Instant due, Instant now) {
        dueAt.put(imageId, due);
        record("due → sent", Duration.between(due, now));
    }

    /** The photo's acceptance became visible. */
    synchronized void accepted(ImageAccepted accepted, Instant seen) {
        String imageId = accepted.getPhoto().getImageId();
        Instant due = dueAt.get(imageId);
        if (due != null) {
            acceptedAt.put(imageId, seen);
            record("due → accepted visible", Duration.between(due, seen));
        }
    }

    /** The photo's decision became visible. */
    synchronized void decided(DetectionCompleted decision, Instant seen) {
        firstOfVersion.putIfAbsent(decision.getModel().getVersion(), seen);
        if (!answered(decision.getImageId(), seen)) {
            return;
        }
        Instant accepted = acceptedAt.get(decision.getImageId());
        if (accepted != null) {
            record(
                    "accepted visible → decided",
                    Duration.between(accepted, decision.getMeta().getTime()));
        }
        record("fetch", micros(decision.getTimings().getFetch()));
        record("decode", micros(decision.getTimings().getDecode()));
        record("queue", micros(decision.getTimings().getQueue()));
        record("inference", micros(decision.getTimings().getInference()));
        record("postprocess", micros(decision.getTimings().getPostprocess()));
        record("decided → decision visible", Duration.between(decision.getMeta().getTime(), seen));
    }

    /** An outcome for a photo became visible; false where it does not count. */
    synchronized boolean answered(String imageId, Instant seen) {
        Instant due = dueAt.get(imageId);
        if (due == null) {
            return false;
        }
        if (!answered.add(imageId)) {
            repeated++;
            return false;
        }
        outcomes.add(seen);
        record(END_TO_END, Duration.between(due, seen));
        onOutcome.run();
        return true;
    }

    /** How many of the registered photos have come to an outcome. */
    synchronized long outcomes() {
        return outcomes.size();
    }

    /** Outcomes beyond the first of a photo: 0 where every photo is decided on once. */
    synchronized long repeated() {
        return repeated;
    }

    /** When the first decision of each model version became visible, whether its photo counts or not. */
    synchronized Map<String, Instant> firstOfVersion() {
        return Map.copyOf(firstOfVersion);
    }

    /** Outcomes a second, without the first and the last tenth of them. */
    synchronized double perSecond() {
        int first = (int) (outcomes.size() * EDGE);
        int last = outcomes.size() - 1 - first;
        if (last <= first) {
            return 0;
        }
        long nanos = Duration.between(outcomes.get(first), outcomes.get(last)).toNanos();
        return nanos <= 0 ? 0 : (last - first) * 1e9 / nanos;
    }

    /** Percentiles per stage. */
    synchronized Map<String, Percentiles> percentiles() {
        Map<String, Percentiles> result = new LinkedHashMap<>();
        for (String stage : STAGES) {
            if (stages.containsKey(stage)) {
                result.put(stage, Percentiles.ofMicros(stages.get(stage)));
            }
        }
        return result;
    }

    private static Duration micros(long micros) {
        return Duration.ofNanos(micros * 1000);
    }

    private void record(String stage, Duration time) {
        // What became visible before it was due by this clock took no time.
        long micros = Math.max(0, Math.min(LONGEST_MICROS, time.toNanos() / 1000));
        stages.computeIfAbsent(stage, name -> new Histogram(LONGEST_MICROS, 3)).recordValue(micros);
    }
}
