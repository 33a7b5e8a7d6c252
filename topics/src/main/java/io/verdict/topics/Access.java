package io.verdict.topics;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Who may write and read a topic, besides the auditor, who reads everything.
 *
 * @param writers the one owning app, or the roles outside that report
 * @param readers everybody who may read
 */
public record Access(Set<Role> writers, Set<Role> readers) {

    public Access {
        writers = Set.copyOf(writers);
        readers = Set.copyOf(readers);
    }

    /** Written by these roles, and read by nobody yet. */
    static Access writtenBy(Role... writers) {
        return new Access(EnumSet.copyOf(List.of(writers)), Set.of());
    }

    /** The same, read by these roles. */
    Access readBy(Role... readers) {
        return new Access(writers, EnumSet.copyOf(List.of(readers)));
    }
}
