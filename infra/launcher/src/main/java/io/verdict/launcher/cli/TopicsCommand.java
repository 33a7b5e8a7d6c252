package io.verdict.launcher.cli;

import io.verdict.topics.plan.ApplyReport;
import io.verdict.topics.plan.ClusterDescription;
import io.verdict.topics.plan.PlanOptions;
import io.verdict.topics.plan.PlanText;
import io.verdict.topics.plan.PlanValues;
import io.verdict.topics.plan.TopicCluster;
import io.verdict.topics.plan.TopicPlan;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code topics plan|apply|describe}: brings a cluster to what the catalog says, without ever deleting anything. */
@Command(
        name = "topics",
        description =
                "Compare the topic catalog with a cluster, and bring the cluster to it. Never deletes, never shrinks.",
        mixinStandardHelpOptions = true,
        subcommands = {
            TopicsCommand.PlanCommand.class,
            TopicsCommand.ApplyCommand.class,
            TopicsCommand.DescribeCommand.class
        })
public final class TopicsCommand {

    /** What plan, apply and describe share. */
    abstract static class Against implements Callable<Integer> {

        final Console console;

        @Mixin
        ClusterOptions cluster;

        @Option(
                names = "--timeout",
                paramLabel = "SECONDS",
                defaultValue = "10",
                description = "How long to wait for each answer. Default: ${DEFAULT-VALUE}.")
        long timeoutSeconds;

        @Option(names = "--json", description = "The answer as one JSON object.")
        boolean json;

        Against(Console console) {
            this.console = console;
        }

        TopicCluster open() {
            return TopicCluster.open(cluster.cluster(), Duration.ofSeconds(timeoutSeconds));
        }

        void show(String text, Map<String, Object> values) {
            if (json) {
                console.json(values);
            } else {
                console.print(text.stripTrailing());
            }
        }
    }

    /** What plan and apply share. */
    static final class Beyond {

        @Option(
                names = "--allow-partition-increase",
                description = "Add partitions where a topic has fewer than the catalog says. Keys move to other"
                        + " partitions, and the order across the change is lost.")
        boolean addPartitions;

        @Option(names = "--acls", description = "Access rules per role too; needs a cluster with an authorizer.")
        boolean acls;

        PlanOptions options() {
            return new PlanOptions(addPartitions, acls);
        }
    }

    /** {@code topics plan}. */
    @Command(
            name = "plan",
            description = "Show what would be done. Exit code 1 where there is anything to do or refused.",
            mixinStandardHelpOptions = true)
    static final class PlanCommand extends Against {

        @Mixin
        Beyond beyond;

        PlanCommand(Console console) {
            super(console);
        }

        @Override
        public Integer call() {
            try (TopicCluster topics = open()) {
                TopicPlan plan = topics.plan(beyond.options());
                show(PlanText.of(plan), PlanValues.of(plan));
                return plan.isEmpty() && !plan.hasRefusals() ? ExitCode.OK : ExitCode.NEGATIVE;
            }
        }
    }

    /** {@code topics apply}. */
    @Command(
            name = "apply",
            description =
                    "Create and alter topics, register schemas, set compatibility levels. Doing it twice is harmless.",
            mixinStandardHelpOptions = true)
    static final class ApplyCommand extends Against {

        @Mixin
        Beyond beyond;

        ApplyCommand(Console console) {
            super(console);
        }

        @Override
        public Integer call() {
            try (TopicCluster topics = open()) {
                TopicPlan plan = topics.plan(beyond.options());
                ApplyReport report = topics.apply(plan);
                show(PlanText.of(report), PlanValues.of(report));
                return report.isComplete() && !plan.hasRefusals() ? ExitCode.OK : ExitCode.NEGATIVE;
            }
        }
    }

    /** {@code topics describe}. */
    @Command(
            name = "describe",
            description = "The catalog's topics, and the others, as the cluster has them now.",
            mixinStandardHelpOptions = true)
    static final class DescribeCommand extends Against {

        DescribeCommand(Console console) {
            super(console);
        }

        @Override
        public Integer call() {
            try (TopicCluster topics = open()) {
                ClusterDescription description = topics.describe();
                show(PlanText.of(description), PlanValues.of(description));
                return ExitCode.OK;
            }
        }
    }
}
