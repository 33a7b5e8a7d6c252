package io.verdict.launcher.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;

/** Durations as people type them. */
final class Durations {

    private static final Duration LONGEST = Duration.ofDays(100_000);

    private Durations() {}

    /**
     * Reads {@code 30d}, {@code 12h}, {@code 15m}, {@code 1h30m} or {@code 20s}.
     *
     * @throws IllegalArgumentException for anything else, and for more than 100000 days
     */
    static Duration parse(String text) {
        try {
            boolean days = text.endsWith("d");
            Duration duration = Duration.parse((days ? "P" : "PT") + text.toUpperCase(Locale.ROOT));
            if (!duration.isNegative() && duration.compareTo(LONGEST) <= 0) {
                return duration;
            }
        } catch (DateTimeException e) {
            // The same complaint as for one out of range.
        }
        throw new IllegalArgumentException(
                "'" + text + "' is no duration from 0 to " + LONGEST.toDays() + " days, such as 30d, 12h or 15m");
    }
}
