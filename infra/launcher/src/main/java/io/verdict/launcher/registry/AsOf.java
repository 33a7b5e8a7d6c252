package io.verdict.launcher.registry;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * A moment in the registry's history.
 *
 * @param offset facts up to this offset of {@code models} count, itself included
 * @param time facts before the first one that is later than this time count
 */
public record AsOf(Optional<Long> offset, Optional<Instant> time) {

    /** The present. */
    public static AsOf now() {
        return new AsOf(Optional.empty(), Optional.empty());
    }

    /**
     * Reads an offset such as {@code 42} or a time such as {@code 2026-05-15T12:00:00Z}.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static AsOf parse(String text) {
        if (text.matches("\\d{1,18}")) {
            return new AsOf(Optional.of(Long.parseLong(text)), Optional.empty());
        }
        try {
            return new AsOf(Optional.empty(), Optional.of(Instant.parse(text)));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is neither an offset nor a time; write one such as 42 or 2026-05-15T12:00:00Z", e);
        }
    }

    /** Whether a fact counts; those after the first one that does not count neither, whatever clocks say. */
    boolean includes(long at, Instant when) {
        return offset.map(last -> at <= last).orElse(true)
                && time.map(last -> !when.isAfter(last)).orElse(true);
    }
}
