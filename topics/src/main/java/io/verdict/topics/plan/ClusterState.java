package io.verdict.topics.plan;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.acl.AclBinding;

/**
 * What a plan needs to know of a cluster and its schema registry, at one moment.
 *
 * @param brokers how many are up
 * @param topics every topic that is not Kafka's own, by name
 * @param subjects the catalog's subjects that the registry knows, by name
 * @param acls every access rule; empty where nobody asked for them
 */
public record ClusterState(
        int brokers,
        Map<String, TopicState> topics,
        Map<String, SubjectState> subjects,
        Optional<Set<AclBinding>> acls) {

    public ClusterState {
        topics = Map.copyOf(topics);
        subjects = Map.copyOf(subjects);
        acls = acls.map(Set::copyOf);
    }
}
