package io.verdict.launcher.cli;

import io.verdict.connectors.runs.FollowUp;
import io.verdict.connectors.store.ObjectStore;
import io.verdict.connectors.tabular.TablePart;
import io.verdict.events.TrainingSpec;
import io.verdict.launcher.candidate.Candidates;
import io.verdict.launcher.candidate.VersionName;
import io.verdict.launcher.registry.Actor;
import io.verdict.launcher.train.DatasetPart;
import io.verdict.launcher.train.DatasetPhotos;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Role;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import picocli.CommandLine.Option;

/** Whether a run goes on to a registered and evaluated version. */
final class RegisterOption {

    @Option(
            names = "--register",
            paramLabel = "VERSION",
            description = "Register what comes of it as that version, and evaluate it on the test split of its dataset"
                    + " version, beside the version that serves.")
    String version;

    @Option(
            names = "--registry-config",
            paramLabel = "FILE",
            description = "Properties file of the role registry-gateway, for --register on a cluster that asks for"
                    + " a name. Default: that of --config.")
    Path registryConfig;

    /** Whether it does. */
    boolean isGiven() {
        return version != null;
    }

    /** Refuses where there would be nothing to evaluate on. */
    void demandDatasetVersion(TrainingSpec spec) {
        String uri = spec.getData().getUri();
        if (isGiven() && !DatasetPart.isNamedBy(uri) && !TablePart.isNamedBy(uri)) {
            throw new WrongUseException(
                    "--register goes with --dataset: the version is evaluated on its test split, and %s has none."
                            .formatted(uri));
        }
    }

    /** The steps after the artifact; none where none are asked for. */
    List<FollowUp> steps(ClusterOptions cluster, ObjectStore objects, Clock clock, String person) {
        return isGiven()
                ? candidates(cluster, registryConfig, objects, clock)
                        .steps(new Actor(person, Role.ML_ENGINEER.identity()), VersionName.fixed(version))
                : List.of();
    }

    /** What makes versions of runs. */
    static Candidates candidates(ClusterOptions cluster, Path registryConfig, ObjectStore objects, Clock clock) {
        ClusterConfig gateway = registryConfig == null ? cluster.cluster() : cluster.cluster(registryConfig);
        return new Candidates(gateway, objects, new DatasetPhotos(objects, RunData.cache(cluster)), clock);
    }
}
