package io.verdict.streams.registry.diff;

import java.util.List;

/**
 * Something that is not the same on both sides.
 *
 * @param path what, for example {@code rollout.canaryPercent} or {@code gates[map50].limit}
 * @param before the first side's value; null where it has none
 * @param after the second side's value; null where it has none
 * @param loosens in what way that asks less than before, a sentence each; empty where it does not
 */
public record Change(String path, String before, String after, List<String> loosens) {

    public Change {
        loosens = List.copyOf(loosens);
    }

    Change(String path, String before, String after) {
        this(path, before, after, List.of());
    }

    Change loosening(List<String> sentences) {
        return new Change(path, before, after, sentences);
    }
}
