package io.verdict.launcher.candidate;

import io.verdict.events.ModelVersion;
import io.verdict.events.RegisteredModel;
import io.verdict.launcher.registry.Answer;
import java.util.Optional;

/** The registry, as the steps of a run ask it. What it throws is the run's fault, in words. */
interface Registry {

    /**
     * What the registry made of a command, or that it refuses; that it does not answer is a fault that may pass.
     *
     * @param expectedRevision the revision that it was decided on; null where any will do
     */
    Answer answer(String model, Long expectedRevision, Object command);

    /** What the registry made of a command on whatever revision. */
    default Answer answer(String model, Object command) {
        return answer(model, null, command);
    }

    /** The model as it is now. */
    RegisteredModel model(String model);

    /** The version that a run became; empty before. */
    default Optional<ModelVersion> versionOf(String model, String runId) {
        return versionOf(model(model), runId);
    }

    /** The version of a model that a run became; empty before. */
    static Optional<ModelVersion> versionOf(RegisteredModel model, String runId) {
        return model.getVersions().stream()
                .filter(version -> runId.equals(version.getRunId()))
                .findFirst();
    }
}
