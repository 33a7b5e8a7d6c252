package io.verdict.launcher.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * Counts photos on their way from upload to price, and how long the way to the decision took.
 *
 * <p>Latency is the time from the upload event's record time to the moment at which a read_committed consumer has the
 * decision in hand. Memory grows with the number of photos seen (about 200 bytes each). Not thread-safe: one reader
 * feeds it, and {@link #summary()} gives others an immutable picture.
 */
public final class FlowTally {

    private static final long LONGEST_MICROS = Duration.ofHours(1).toNanos() / 1000;

    private final Map<String, Instant> uploadedAt = new HashMap<>();
    private final Set<String> accepted = new HashSet<>();
    private final Set<String> quarantined = new HashSet<>();
    private final Set<String> released = new HashSet<>();
    private final Map<String, String> decisionOfImage = new HashMap<>();
    private final Set<String> failed = new HashSet<>();
    private final Set<String> unpricedDecisions = new HashSet<>();
    private final Histogram latencyMicros = new Histogram(LONGEST_MICROS, 3);
    private final Map<String, Long> recordsByTopic = new TreeMap<>();
    private long prices;
    private long duplicates;
    private Instant firstDecisionAt;

    /** A record of a topic came by. */
    public void record(String topic) {
        recordsByTopic.merge(topic, 1L, Long::sum);
    }

    /** A photo's upload event was written at {@code at}. */
    public void uploaded(String imageId, Instant at) {
        uploadedAt.putIfAbsent(imageId, at);
    }

    public void accepted(String imageId) {
        accepted.add(imageId);
    }

    public void quarantined(String imageId) {
        quarantined.add(imageId);
    }

    public void released(String imageId) {
        released.add(imageId);
    }

    /** The decision {@code decisionId} on a photo became visible at {@code seen}. */
    public void decided(String imageId, String decisionId, Instant seen) {
        if (decisionOfImage.putIfAbsent(imageId, decisionId) != null || failed.contains(imageId)) {
            duplicates++;
            return;
        }
        unpricedDecisions.add(decisionId);
        if (firstDecisionAt == null) {
            firstDecisionAt = seen;
        }
        Instant upload = uploadedAt.get(imageId);
        if (upload != null) {
            long micros = Duration.between(upload, seen).toNanos() / 1000;
            latencyMicros.recordValue(Math.max(0, Math.min(LONGEST_MICROS, micros)));
        }
    }

    /** No decision could be made on a photo. */
    public void failed(String imageId) {
        if (!failed.add(imageId) || decisionOfImage.containsKey(imageId)) {
            duplicates++;
        }
    }

    /** A price followed from the decision {@code decisionId}. */
    public void priced(String decisionId) {
        prices++;
        unpricedDecisions.remove(decisionId);
    }

    /** Photos that were uploaded and have neither been quarantined nor decided on, nor failed. */
    public long missing() {
        return uploadedAt.keySet().stream().filter(this::isOpen).count();
    }

    /** Whether every one of {@code uploads} photos has come to its end: quarantine, failure, or a price. */
    public boolean complete(long uploads) {
        return uploadedAt.size() >= uploads && unpricedDecisions.isEmpty() && missing() == 0;
    }

    public FlowSummary summary() {
        return new FlowSummary(
                uploadedAt.size(),
                accepted.size(),
                quarantined.size(),
                released.size(),
                decisionOfImage.size(),
                failed.size(),
                prices,
                duplicates,
                missing(),
                millis(50),
                millis(95),
                millis(99),
                firstDecisionAt,
                recordsByTopic);
    }

    private boolean isOpen(String imageId) {
        if (decisionOfImage.containsKey(imageId) || failed.contains(imageId)) {
            return false;
        }
        return accepted.contains(imageId) || released.contains(imageId) || !quarantined.contains(imageId);
    }

    private double millis(double percentile) {
        return latencyMicros.getTotalCount() == 0 ? 0 : latencyMicros.getValueAtPercentile(percentile) / 1000.0;
    }
}
