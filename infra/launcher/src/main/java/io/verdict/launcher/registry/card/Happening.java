package io.verdict.launcher.registry.card;

import java.time.Instant;

/**
 * Something that happened to a version.
 *
 * @param offset of the fact in {@code models}
 * @param actor who did it, as the fact names them
 * @param text what, in a few words
 */
public record Happening(long offset, Instant time, String actor, Kind kind, String text) {

    /** What it was about. */
    public enum Kind {
        VERSION,
        APPROVAL,
        ROLLOUT
    }
}
