package io.verdict.launcher.loop;

import io.verdict.connectors.datasets.ApprovedLabels;
import io.verdict.connectors.datasets.BuildRules;
import io.verdict.connectors.datasets.DatasetDesk;
import io.verdict.connectors.datasets.KafkaDatasetLog;
import io.verdict.connectors.datasets.KafkaLabelFacts;
import io.verdict.connectors.datasets.SplitRule;
import io.verdict.events.DatasetVersionPublished;
import io.verdict.events.DuplicatePolicy;
import io.verdict.launcher.platform.Platform;
import io.verdict.launcher.train.DatasetVersions;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Builds dataset versions of all labels that are approved. The split's seed stays, so that a photo that was tested on is
 * never learnt from. For one thread.
 *
 * @param scratch folder for what a build needs while it goes on
 */
record Datasets(Platform platform, Clock clock, LoopPlan plan, Path scratch) {

    /** A quarter of the vehicles is kept for the test, as the interval of what is measured hangs on their number. */
    private static final List<SplitRule.Share> SHARES = List.of(
            new SplitRule.Share("train", 6500),
            new SplitRule.Share("val", 1000),
            new SplitRule.Share(SplitRule.TEST, 2500));

    /** @throws LoopException if no version can be built */
    DatasetVersions.Choice build() throws IOException {
        ClusterConfig cluster = platform.cluster(Role.DATASET_BUILDER);
        DatasetDesk desk = new DatasetDesk(new KafkaDatasetLog(cluster), platform.store(), clock);
        DatasetDesk.Answer answer = desk.publish(
                plan.dataset(),
                new ApprovedLabels(
                        KafkaLabelFacts.of(cluster, Optional.empty()), "approved labels", photo -> true, scratch),
                new BuildRules(
                        new SplitRule(Long.toString(plan.seed()), SHARES),
                        DuplicatePolicy.LEAVE_OUT,
                        BuildRules.DEFAULT_DISTANCE),
                plan.subject().scientist().name(),
                scratch);
        if (answer instanceof DatasetDesk.Answer.Done done) {
            return new DatasetVersions.Choice(
                    plan.dataset(),
                    (DatasetVersionPublished) done.fact().getFact(),
                    plan.declared().getClasses());
        }
        DatasetDesk.Answer.Refused refused = (DatasetDesk.Answer.Refused) answer;
        throw new LoopException("No dataset version, for %d reasons: %s"
                .formatted(refused.count(), String.join("; ", refused.problems())));
    }
}
