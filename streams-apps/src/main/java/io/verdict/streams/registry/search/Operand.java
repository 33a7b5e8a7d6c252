package io.verdict.streams.registry.search;

import io.verdict.events.VersionStatus;
import io.verdict.topics.settings.DidYouMean;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a field is held against. */
public sealed interface Operand {

    /** Any text. */
    record Text(String text) implements Operand {}

    /** A number that is one: neither infinite nor NaN. */
    record Number(double number) implements Operand {
        public Number {
            if (!Double.isFinite(number)) {
                throw new IllegalArgumentException("'" + number + "' is no number; write one such as 0.9");
            }
        }

        @Override
        public String text() {
            return Double.toString(number);
        }
    }

    /** Where a version stands. */
    record State(VersionStatus state) implements Operand {
        @Override
        public String text() {
            return word(state);
        }
    }

    /** A moment. */
    record Time(Instant time) implements Operand {
        @Override
        public String text() {
            return time.toString();
        }
    }

    /** As it is written in a query, without quotes. */
    String text();

    /**
     * Reads a value.
     *
     * @throws IllegalArgumentException where it is none of that kind
     */
    static Operand parse(Field.Kind kind, String text) {
        return switch (kind) {
            case TEXT -> new Text(text);
            case STATE -> new State(state(text));
            case NUMBER -> new Number(number(text));
            case TIME -> new Time(time(text));
        };
    }

    private static double number(String text) {
        if (!text.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?")) {
            throw new IllegalArgumentException("'" + text + "' is no number; write one such as 0.9");
        }
        return Double.parseDouble(text);
    }

    private static VersionStatus state(String text) {
        List<String> words = Arrays.stream(VersionStatus.values())
                .filter(state -> state != VersionStatus.UNKNOWN)
                .map(Operand::word)
                .toList();
        String word = text.toLowerCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
        if (!words.contains(word)) {
            throw new IllegalArgumentException("there is no state '%s'.%s There are: %s"
                    .formatted(text, DidYouMean.hint(words, word), String.join(", ", words)));
        }
        return VersionStatus.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static Instant time(String text) {
        try {
            return text.length() <= "2026-05-01".length()
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no time; write one such as 2026-05-01 or 2026-05-01T12:00:00Z", e);
        }
    }

    private static String word(VersionStatus state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
