package io.verdict.topics.acl;

import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DELETE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.apache.kafka.common.resource.PatternType.LITERAL;
import static org.apache.kafka.common.resource.PatternType.PREFIXED;
import static org.apache.kafka.common.resource.ResourceType.CLUSTER;
import static org.apache.kafka.common.resource.ResourceType.GROUP;
import static org.apache.kafka.common.resource.ResourceType.TOPIC;
import static org.apache.kafka.common.resource.ResourceType.TRANSACTIONAL_ID;

import io.verdict.topics.CatalogEntry;
import io.verdict.topics.Role;
import io.verdict.topics.Topics;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.Resource;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Kafka access rules for each role, derived from who writes and reads what in the catalog.
 *
 * <p>A role signs in as {@code User:} and its {@link Role#identity() identity}. Its consumer groups, an app's
 * transactional ids and a Streams app's internal topics begin with its {@link Role#clientPrefix() prefix}. Rules only
 * allow: on a cluster with an authorizer, what is not allowed is refused. Whoever applies plans is a super user.
 */
public final class Acls {
    private static final String ANY_HOST = "*";

    private Acls() {}

    /** The rules of every role. */
    public static Set<AclBinding> all() {
        return all(Topics.catalog());
    }

    /** The rules of every role, for another catalog. */
    public static Set<AclBinding> all(List<CatalogEntry> catalog) {
        Set<AclBinding> bindings = new LinkedHashSet<>();
        Stream.of(Role.values()).forEach(role -> bindings.addAll(forRole(role, catalog)));
        return bindings;
    }

    /** The rules of one role. */
    public static Set<AclBinding> forRole(Role role) {
        return forRole(role, Topics.catalog());
    }

    /** The principal that a role signs in as. */
    public static String principal(Role role) {
        return "User:" + role.identity();
    }

    private static Set<AclBinding> forRole(Role role, List<CatalogEntry> catalog) {
        RuleSet rules = new RuleSet(principal(role));
        rules.allow(GROUP, PREFIXED, role.clientPrefix(), READ, DESCRIBE);
        if (role == Role.AUDITOR) {
            auditor(rules);
        }
        for (CatalogEntry entry : catalog) {
            if (entry.writers().contains(role)) {
                rules.allow(TOPIC, LITERAL, entry.name(), WRITE, DESCRIBE);
            }
            if (entry.readers().contains(role)) {
                rules.allow(TOPIC, LITERAL, entry.name(), READ, DESCRIBE);
            }
        }
        if (role.isApp()) {
            rules.allow(TRANSACTIONAL_ID, PREFIXED, role.clientPrefix(), WRITE, DESCRIBE);
        }
        if (role.isStreamsApp()) {
            // Streams makes its changelogs and repartition topics by itself and purges the latter when it is done.
            rules.allow(
                    TOPIC,
                    PREFIXED,
                    role.clientPrefix() + "-",
                    CREATE,
                    DESCRIBE,
                    DESCRIBE_CONFIGS,
                    READ,
                    WRITE,
                    DELETE);
        }
        return rules.bindings;
    }

    private static void auditor(RuleSet rules) {
        rules.allow(TOPIC, LITERAL, ResourcePattern.WILDCARD_RESOURCE, READ, DESCRIBE, DESCRIBE_CONFIGS);
        rules.allow(GROUP, LITERAL, ResourcePattern.WILDCARD_RESOURCE, DESCRIBE);
        rules.allow(TRANSACTIONAL_ID, LITERAL, ResourcePattern.WILDCARD_RESOURCE, DESCRIBE);
        rules.allow(CLUSTER, LITERAL, Resource.CLUSTER_NAME, DESCRIBE, DESCRIBE_CONFIGS);
    }

    private static final class RuleSet {
        private final String principal;
        private final Set<AclBinding> bindings = new LinkedHashSet<>();

        RuleSet(String principal) {
            this.principal = principal;
        }

        void allow(ResourceType type, PatternType patternType, String name, AclOperation... operations) {
            ResourcePattern pattern = new ResourcePattern(type, name, patternType);
            for (AclOperation operation : operations) {
                bindings.add(new AclBinding(
                        pattern, new AccessControlEntry(principal, ANY_HOST, operation, AclPermissionType.ALLOW)));
            }
        }
    }
}
