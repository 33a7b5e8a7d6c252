package io.verdict.topics.plan;

import java.util.Optional;

/**
 * What became of one change.
 *
 * @param change what was to be done
 * @param failure why it was not done, for people; empty where it was
 */
public record Outcome(Change change, Optional<String> failure) {

    static Outcome done(Change change) {
        return new Outcome(change, Optional.empty());
    }

    static Outcome failed(Change change, String cause) {
        return new Outcome(change, Optional.of(cause));
    }

    /** Whether it was done. */
    public boolean isDone() {
        return failure.isEmpty();
    }
}
