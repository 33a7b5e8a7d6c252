package io.verdict.launcher.candidate;

import io.verdict.events.ModelVersion;
import io.verdict.events.RegisteredModel;
import io.verdict.launcher.registry.Answer;
import java.util.Optional;

/** The registry, as the steps of a run ask it. What it throws is the run's fault, in words. */
interface Registry {

    /** What the registry made of a command, or that it refuses; that it does not answer is a fault that may pass. */
    Answer answer(String model, Object command);

    /** The model as it is now. */
    RegisteredModel model(String model);

    /** What the registry made of a command; a refusal is a fault. */
    default Answer ask(String model, Object command) {
        Answer answer = answer(model, command);
        answer.refusal().ifPresent(refusal -> {
            throw RegistryDesk.refused(refusal, false);
        });
        return answer;
    }

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
