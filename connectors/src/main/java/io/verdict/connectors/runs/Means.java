package io.verdict.connectors.runs;

import io.verdict.connectors.store.ObjectStore;
import io.verdict.events.RunSetting;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What runs are made with.
 *
 * @param store keeps checkpoints and artifacts
 * @param region region of the objects' keys, for example {@code local}
 * @param work folder for what a run needs while it goes on
 * @param codeCommit commit of the code, from the build
 * @param after steps after the artifact is stored, in order
 */
public record Means(
        TrainingBackend backend,
        ObjectStore store,
        String region,
        Path work,
        Optional<String> codeCommit,
        List<FollowUp> after) {

    public Means {
        after = List.copyOf(after);
    }

    /** What a run is made by, for its facts. */
    RunSetting setting() {
        return new RunSetting(backend.version(), codeCommit.orElse(null), RunEnvironment.of(backend));
    }
}
