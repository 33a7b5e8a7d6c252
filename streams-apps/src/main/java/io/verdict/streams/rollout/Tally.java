package io.verdict.streams.rollout;

import io.verdict.events.HealthWindow;
import io.verdict.streams.state.HealthSample;
import io.verdict.streams.state.HealthTally;
import java.time.Instant;
import java.util.Optional;

/** Counts samples into windows. Pure. */
final class Tally {

    private static final double P95 = 95;

    /**
     * What a sample makes of the open window.
     *
     * @param closed the tally that it closed, if it did; the sample is not in it
     * @param open the window that is open from here on
     */
    record Counted(Optional<HealthTally> closed, HealthTally open) {}

    private Tally() {}

    /**
     * Counts a sample.
     *
     * @param open the model's open window, if there is one
     * @param time of the sample, in milliseconds since 1970
     */
    static Counted count(Optional<HealthTally> open, HealthSample sample, long time, RolloutConfig config) {
        if (open.isEmpty()) {
            return new Counted(Optional.empty(), first(sample, time));
        }
        HealthTally tally = open.get();
        if (!isOfSameStage(tally, sample)) {
            // What comes late from the stage before is not of this one; what is newer begins the next stage.
            return new Counted(Optional.empty(), time < tally.getFrom() ? tally : first(sample, time));
        }
        if (isFull(tally, time, config)) {
            return new Counted(open, first(sample, Math.max(time, tally.getLast() + 1)));
        }
        return new Counted(Optional.empty(), plus(tally, sample, time));
    }

    /** What a tally says; it ends with its last photo, so that silence is not counted as health. */
    static HealthWindow window(HealthTally tally) {
        long compared = tally.getAgreed() + tally.getDisagreed();
        return new HealthWindow(
                Instant.ofEpochMilli(tally.getFrom()),
                Instant.ofEpochMilli(tally.getLast() + 1),
                tally.getDecisions(),
                tally.getFailures(),
                Latency.percentileMillis(tally.getLatency(), P95),
                compared == 0 ? null : (Double) ((double) tally.getDisagreed() / compared));
    }

    private static boolean isFull(HealthTally tally, long time, RolloutConfig config) {
        long photos = tally.getDecisions() + tally.getFailures();
        long length = time - tally.getFrom();
        return photos >= 1
                && length >= config.window().toMillis()
                && (photos >= config.leastPhotos() || length >= config.longest().toMillis());
    }

    private static boolean isOfSameStage(HealthTally tally, HealthSample sample) {
        return tally.getRolloutId().equals(sample.getRolloutId()) && tally.getShadow() == sample.getShadow();
    }

    private static HealthTally first(HealthSample sample, long time) {
        HealthTally none = new HealthTally(
                sample.getRolloutId(),
                sample.getVersion(),
                sample.getShadow(),
                time,
                time,
                0L,
                0L,
                0L,
                0L,
                Latency.none());
        return plus(none, sample, time);
    }

    private static HealthTally plus(HealthTally tally, HealthSample sample, long time) {
        HealthTally.Builder more = HealthTally.newBuilder(tally).setLast(Math.max(time, tally.getLast()));
        switch (sample.getKind()) {
            case DECIDED ->
                more.setDecisions(tally.getDecisions() + 1)
                        .setLatency(Latency.plus(tally.getLatency(), sample.getLatencyMicros()));
            case FAILED -> more.setFailures(tally.getFailures() + 1);
            case AGREED -> more.setAgreed(tally.getAgreed() + 1);
            case DISAGREED -> more.setDisagreed(tally.getDisagreed() + 1);
        }
        return more.build();
    }
}
