package io.verdict.streams.curation;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What curation asks of photos, per listing source; immutable.
 *
 * @param standard rules of the sources that are not named
 * @param sources rules of the named sources
 * @param lateness how late an upload may come, in event time, and still be compared over its whole duplicate window
 */
public record CurationConfig(SourceRules standard, Map<String, SourceRules> sources, Duration lateness) {

    /** The source of photos that a seller takes within the app and waits for. */
    public static final String APP = "app";

    public CurationConfig {
        Objects.requireNonNull(standard, "standard");
        sources = Map.copyOf(sources);
        if (lateness.isNegative()) {
            throw new IllegalArgumentException("Lateness is " + lateness + "; it must not be negative");
        }
    }

    /**
     * The standard rules for everybody. Somebody waits for the photos of {@link #APP}, so these are compared within
     * their listing, which saves a hop; they are remembered for the comparison of all others.
     */
    public static CurationConfig defaults() {
        return new CurationConfig(
                SourceRules.STANDARD,
                Map.of(APP, SourceRules.STANDARD.withDuplicates(DuplicateScope.LISTING)),
                Duration.ofDays(1));
    }

    /** The rules for photos of that source. */
    public SourceRules rulesFor(String source) {
        return sources.getOrDefault(source, standard);
    }

    /** How long an upload has to be remembered, in event time. */
    Duration memory() {
        return Stream.concat(Stream.of(standard), sources.values().stream())
                .map(SourceRules::duplicateWindow)
                .max(Duration::compareTo)
                .orElseThrow()
                .plus(lateness);
    }
}
