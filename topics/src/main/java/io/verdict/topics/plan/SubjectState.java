package io.verdict.topics.plan;

import io.verdict.avro.CompatibilityLevel;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * A subject as the schema registry has it.
 *
 * @param level its own compatibility level; empty where the registry's default holds
 * @param versions its schemas, the oldest first; empty for an unknown subject
 */
public record SubjectState(Optional<CompatibilityLevel> level, List<Schema> versions) {
    static final SubjectState UNKNOWN = new SubjectState(Optional.empty(), List.of());

    public SubjectState {
        versions = List.copyOf(versions);
    }
}
