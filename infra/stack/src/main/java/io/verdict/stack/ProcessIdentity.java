package io.verdict.stack;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A process named so that a later one with the same number is not taken for it.
 *
 * @param pid the number that the operating system gave it
 * @param started when it started, as the operating system tells; empty where it does not
 */
record ProcessIdentity(long pid, Optional<Instant> started) {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,18})(?: (\\S+))?\\s*");

    static ProcessIdentity current() {
        ProcessHandle process = ProcessHandle.current();
        return new ProcessIdentity(process.pid(), process.info().startInstant());
    }

    /** Reads what {@link #toString()} wrote; empty when a crash left something else. */
    static Optional<ProcessIdentity> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ProcessIdentity(
                    Long.parseLong(matcher.group(1)),
                    Optional.ofNullable(matcher.group(2)).map(Instant::parse)));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** Whether this is the process that asks. */
    boolean isCurrent() {
        return equals(current());
    }

    @Override
    public String toString() {
        return pid + started.map(instant -> " " + instant).orElse("");
    }
}
