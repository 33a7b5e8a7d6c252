package io.verdict.topics.plan;

import java.util.List;
import java.util.Map;

/** Which changes of a topic's configuration make the broker delete records that it would have kept. */
final class DeletingConfig {
    private static final String POLICY = "cleanup.policy";
    private static final String DELETE = "delete";
    private static final String COMPACT = "compact";
    private static final List<String> LIMITS = List.of("retention.ms", "retention.bytes");
    private static final long NO_LIMIT = -1;

    private DeletingConfig() {}

    /** Whether setting this one key, among the others that are wanted, deletes. */
    static boolean deletes(String key, Map<String, String> actual, Map<String, String> wanted) {
        if (key.equals(POLICY)) {
            return policyDeletes(actual, wanted);
        }
        return LIMITS.contains(key) && has(actual, DELETE) && limit(wanted, key) < limit(actual, key);
    }

    private static boolean policyDeletes(Map<String, String> actual, Map<String, String> wanted) {
        boolean beginsToCompact = has(wanted, COMPACT) && !has(actual, COMPACT);
        boolean beginsToExpire = has(wanted, DELETE)
                && !has(actual, DELETE)
                && LIMITS.stream().anyMatch(key -> limit(wanted, key) != Long.MAX_VALUE);
        return beginsToCompact || beginsToExpire;
    }

    private static boolean has(Map<String, String> config, String policy) {
        return List.of(config.getOrDefault(POLICY, DELETE).split(",")).contains(policy);
    }

    private static long limit(Map<String, String> config, String key) {
        long limit = Long.parseLong(config.getOrDefault(key, Long.toString(NO_LIMIT)));
        return limit == NO_LIMIT ? Long.MAX_VALUE : limit;
    }
}
