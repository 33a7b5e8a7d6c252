package io.verdict.launcher.candidate;

import io.verdict.connectors.runs.FollowUp;
import io.verdict.connectors.store.ObjectStore;
import io.verdict.connectors.studio.ProgressListener;
import io.verdict.inference.evaluation.measure.Bootstrap;
import io.verdict.launcher.evaluate.Evaluated;
import io.verdict.launcher.evaluate.Measure;
import io.verdict.launcher.registry.Actor;
import io.verdict.launcher.train.DatasetPhotos;
import io.verdict.topics.ClusterConfig;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Makes evaluated versions of what runs on dataset versions come to. Safe for use by several threads.
 *
 * @param cluster as the role {@code registry-gateway} sees it
 * @param store holds graphs, manifests and photos
 */
public record Candidates(ClusterConfig cluster, ObjectStore store, DatasetPhotos photos, Clock clock) {

    private static final Actor EVALUATOR = new Actor("launcher", "evaluator");
    private static final int SMALLEST_SLICE = 30;

    /**
     * Registration and evaluation, in this order.
     *
     * @param registrar in whose name the version is registered
     * @param version what it is called
     */
    public List<FollowUp> steps(Actor registrar, VersionName version) {
        return steps(registrar, version, ProgressListener.silent(), report -> {});
    }

    /**
     * The same for who wants to know more.
     *
     * @param version its name, unique in the model
     * @param found told everything that was measured, before the registry is
     */
    public List<FollowUp> steps(Actor registrar, String version, ProgressListener progress, Consumer<Evaluated> found) {
        return steps(registrar, VersionName.fixed(version), progress, found);
    }

    /**
     * The same where nobody may be there to name the version.
     *
     * @param version what it is called
     * @param found told everything that was measured, before the registry is
     */
    public List<FollowUp> steps(
            Actor registrar, VersionName version, ProgressListener progress, Consumer<Evaluated> found) {
        return List.of(
                new Registration(new RegistryDesk(cluster, clock, registrar), store, photos, clock, version),
                new Evaluation(
                        new RegistryDesk(cluster, clock, EVALUATOR),
                        store,
                        new Measure(Bootstrap.standard(), Set.of(), SMALLEST_SLICE),
                        progress,
                        found));
    }
}
