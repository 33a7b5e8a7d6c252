package io.verdict.launcher.platform;

import static java.util.stream.Collectors.joining;

import io.verdict.topics.ClusterConfig;
import io.verdict.topics.plan.ApplyReport;
import io.verdict.topics.plan.Finding;
import io.verdict.topics.plan.PlanOptions;
import io.verdict.topics.plan.TopicCluster;
import io.verdict.topics.plan.TopicPlan;
import java.time.Duration;
import java.util.Optional;

/** A cluster that has what the catalog says: topics, schemas and, where access is controlled, access rules. */
final class PreparedCluster {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private PreparedCluster() {}

    /**
     * Makes what is missing, and returns when the broker goes by it.
     *
     * @param config as somebody who may make topics and access rules
     * @param acls whether the cluster has an authorizer
     * @return access to topics that the catalog does not grant, in words; nothing takes it away
     * @throws PlatformException when something could not be made
     */
    static Optional<String> bring(ClusterConfig config, boolean acls) throws InterruptedException {
        PlanOptions options = new PlanOptions(false, acls);
        try (TopicCluster cluster = TopicCluster.open(config, TIMEOUT)) {
            TopicPlan plan = cluster.plan(options);
            ApplyReport report = cluster.apply(plan);
            if (!report.isComplete()) {
                throw new PlatformException("Some topics could not be prepared: " + report.failures(), null);
            }
            if (acls && !plan.isEmpty()) {
                plan = awaitNothingToDo(cluster, options);
            }
            return unexpectedAccess(plan);
        }
    }

    /** The broker follows the controller: an app that starts before it has the rules would be refused, and end. */
    private static TopicPlan awaitNothingToDo(TopicCluster cluster, PlanOptions options) throws InterruptedException {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        TopicPlan plan = cluster.plan(options);
        while (!plan.isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new PlatformException(
                        "The broker has not taken over within " + TIMEOUT.toSeconds() + " s: " + plan.changes(), null);
            }
            Thread.sleep(LOOK_AGAIN.toMillis());
            plan = cluster.plan(options);
        }
        return plan;
    }

    private static Optional<String> unexpectedAccess(TopicPlan plan) {
        String found = plan.findings().stream()
                .filter(Finding.UnexpectedAccess.class::isInstance)
                .map(finding -> finding.target() + " " + finding.text())
                .collect(joining("\n  "));
        return Optional.of(found).filter(text -> !text.isEmpty());
    }
}
