package io.verdict.launcher.bench;

import java.util.List;

/**
 * How the publication of labels is measured.
 *
 * @param events lengths of the log of labels, rising; there are {@value SampleLabels#PER_PHOTO} events of a photo
 * @param heapMib largest heap of the process that publishes, in MiB
 */
public record LabelsPlan(List<Integer> events, int heapMib) {

    private static final int SHORTEST = 400;
    private static final int LONGEST = 10_000_000;
    private static final int SMALLEST_HEAP = 64;
    /** An event on the log, and what is sorted on disk and published of it. */
    private static final long BYTES_PER_EVENT = 2_500;

    public LabelsPlan {
        events = events.stream().sorted().distinct().toList();
        if (events.isEmpty() || events.get(0) < SHORTEST || events.get(events.size() - 1) > LONGEST) {
            throw new IllegalArgumentException(
                    "Logs of %d to %d events can be published, not %s".formatted(SHORTEST, LONGEST, events));
        }
        if (events.stream().anyMatch(count -> count % SampleLabels.PER_PHOTO != 0)) {
            throw new IllegalArgumentException("There are %d events of each photo, so %s are no whole photos"
                    .formatted(SampleLabels.PER_PHOTO, events));
        }
        if (heapMib < SMALLEST_HEAP) {
            throw new IllegalArgumentException(
                    "A heap has %d MiB or more here, not %d".formatted(SMALLEST_HEAP, heapMib));
        }
    }

    /** Bytes that lie on the disk at one time, about. */
    public long diskBytes() {
        return events.get(events.size() - 1) * BYTES_PER_EVENT;
    }
}
