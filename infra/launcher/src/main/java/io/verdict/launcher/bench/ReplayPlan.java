package io.verdict.launcher.bench;

import java.util.List;

/**
 * What is replayed.
 *
 * @param events lengths of the histories, rising
 * @param apps whose views are rebuilt
 */
public record ReplayPlan(List<Integer> events, List<String> apps) {

    private static final int SHORTEST = 100;
    private static final int LONGEST = 10_000_000;
    /** A record, what is made from it, its change log and its state. */
    private static final long BYTES_PER_EVENT = 3_000;

    public ReplayPlan {
        events = events.stream().sorted().distinct().toList();
        if (events.isEmpty() || events.get(0) < SHORTEST || events.get(events.size() - 1) > LONGEST) {
            throw new IllegalArgumentException(
                    "Histories of %d to %d events can be replayed, not %s".formatted(SHORTEST, LONGEST, events));
        }
        apps = List.copyOf(apps);
        if (apps.isEmpty() || !everyApp().containsAll(apps)) {
            throw new IllegalArgumentException("The apps are %s, not %s".formatted(everyApp(), apps));
        }
    }

    /** Names of the apps that can be rebuilt. */
    public static List<String> everyApp() {
        return ReplayCase.all().stream().map(one -> one.app().name()).toList();
    }

    /** Bytes that lie on the disk at one time, about. */
    public long diskBytes() {
        return events.get(events.size() - 1) * BYTES_PER_EVENT;
    }
}
