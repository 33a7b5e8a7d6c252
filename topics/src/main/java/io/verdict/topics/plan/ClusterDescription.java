package io.verdict.topics.plan;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The topics of a cluster beside what the catalog says of them, at one moment.
 *
 * @param brokers how many are up
 * @param topics the catalog's topics in its order, then the others by name
 */
public record ClusterDescription(int brokers, List<TopicLine> topics) {

    public ClusterDescription {
        topics = List.copyOf(topics);
    }

    /** Where a topic stands. */
    public enum Standing {
        /** As the catalog says. */
        OK,
        /** In the catalog, not on the cluster. */
        MISSING,
        /** On the cluster, differing from the catalog. */
        DRIFT,
        /** On the cluster, not in the catalog: somebody else's, or an app's own. */
        UNKNOWN
    }

    /**
     * One topic.
     *
     * @param name its name
     * @param standing where it stands
     * @param value what its values are: a record's name, or {@code bytes}; empty for unknown topics
     * @param kept how long records are kept; empty for unknown topics
     * @param partitions how many it has, 0 where it is missing
     * @param copies the fewest copies that one of its partitions has
     * @param offsets offsets from its first to its end; an upper bound of the records in it
     * @param bytes on all disks together; empty where we may not ask
     * @param schemaVersions schemas that are registered for its values
     * @param differences what differs from the catalog, for people
     */
    public record TopicLine(
            String name,
            Standing standing,
            Optional<String> value,
            Optional<String> kept,
            int partitions,
            int copies,
            long offsets,
            OptionalLong bytes,
            int schemaVersions,
            List<String> differences) {

        public TopicLine {
            differences = List.copyOf(differences);
        }
    }
}
