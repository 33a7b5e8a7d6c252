package io.verdict.topics.plan;

/**
 * What a plan may do beyond the harmless.
 *
 * @param addPartitions whether partitions may be added to a topic that has fewer than the catalog says; keys move to
 *     other partitions then, and the order of what is already in the log against what comes is lost
 * @param acls whether access rules are planned too; they need a cluster with an authorizer
 */
public record PlanOptions(boolean addPartitions, boolean acls) {
    /** Topics, configurations and schemas only; key order is kept. */
    public static final PlanOptions SAFE = new PlanOptions(false, false);
}
