package io.verdict.launcher.log;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Where in the log to begin reading. */
public sealed interface Start {

    /** Moves a reader there. */
    void apply(EventReader reader);

    record Earliest() implements Start {
        @Override
        public void apply(EventReader reader) {
            // where every reader begins
        }
    }

    record Latest() implements Start {
        @Override
        public void apply(EventReader reader) {
            reader.seekToEnd();
        }
    }

    record AtOffset(long offset) implements Start {
        @Override
        public void apply(EventReader reader) {
            reader.seek(offset);
        }
    }

    record AtTime(Instant time) implements Start {
        @Override
        public void apply(EventReader reader) {
            reader.seek(time);
        }
    }

    /**
     * Reads {@code earliest}, {@code latest}, an offset, an ISO-8601 instant, or a duration back from now
     * ({@code -15m}).
     *
     * @throws IllegalArgumentException for anything else
     */
    static Start parse(String text, Clock clock) {
        switch (text) {
            case "earliest":
                return new Earliest();
            case "latest":
                return new Latest();
            default:
                return isOffset(text)
                        ? new AtOffset(Long.parseLong(text))
                        : new AtTime(time(text, clock, "earliest, latest"));
        }
    }

    /** Whether the text is a number that an offset can be: 0 to 2^63 - 1. */
    static boolean isOffset(String text) {
        try {
            return text.chars().allMatch(letter -> letter >= '0' && letter <= '9') && Long.parseLong(text) >= 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /**
     * Reads an ISO-8601 instant, or a duration back from now ({@code -15m}, {@code -2h}, {@code -1d}).
     *
     * @param places what to give instead, for the message
     * @throws IllegalArgumentException for anything else
     */
    static Instant time(String text, Clock clock, String places) {
        try {
            return text.startsWith("-") ? clock.instant().minus(duration(text.substring(1))) : Instant.parse(text);
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException("'" + text + "' is no place in the log. Give " + places
                    + ", an offset (42), a time (2026-05-15T10:00:00Z) or a time back from now (-15m, -2h, -1d).");
        }
    }

    private static Duration duration(String text) {
        return Duration.parse(
                text.endsWith("d") ? "P" + text.toUpperCase(Locale.ROOT) : "PT" + text.toUpperCase(Locale.ROOT));
    }
}
