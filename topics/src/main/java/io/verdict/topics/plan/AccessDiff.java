package io.verdict.topics.plan;

import io.verdict.topics.CatalogEntry;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** Compares the access that the catalog grants with the rules that the cluster has. */
final class AccessDiff {
    private static final Comparator<AclBinding> ORDER = Comparator.comparing(
                    (AclBinding binding) -> binding.entry().principal())
            .thenComparing(binding -> binding.pattern().resourceType())
            .thenComparing(binding -> binding.pattern().name())
            .thenComparing(binding -> binding.entry().operation());

    private AccessDiff() {}

    static TopicPlan of(List<CatalogEntry> catalog, Set<AclBinding> wanted, Set<AclBinding> actual) {
        Stream<Change> grants = wanted.stream()
                .filter(binding -> !actual.contains(binding))
                .sorted(ORDER)
                .map(Change.Grant::new);
        Stream<Finding> surplus = actual.stream()
                .filter(binding -> !wanted.contains(binding))
                .filter(binding -> binding.entry().permissionType() == AclPermissionType.ALLOW)
                .filter(binding -> catalog.stream().anyMatch(entry -> covers(binding.pattern(), entry.name())))
                .sorted(ORDER)
                .map(Finding.UnexpectedAccess::new);
        return new TopicPlan(grants.toList(), surplus.toList());
    }

    private static boolean covers(ResourcePattern pattern, String topic) {
        return pattern.resourceType() == ResourceType.TOPIC
                && (pattern.patternType() == PatternType.PREFIXED
                        ? topic.startsWith(pattern.name())
                        : Set.of(topic, ResourcePattern.WILDCARD_RESOURCE).contains(pattern.name()));
    }
}
