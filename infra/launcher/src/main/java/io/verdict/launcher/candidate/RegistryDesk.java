package io.verdict.launcher.candidate;

import io.verdict.connectors.runs.TrainingFault;
import io.verdict.events.CommandRefused;
import io.verdict.events.RegisteredModel;
import io.verdict.events.RunFailure;
import io.verdict.launcher.registry.Actor;
import io.verdict.launcher.registry.Answer;
import io.verdict.launcher.registry.AsOf;
import io.verdict.launcher.registry.ModelArchive;
import io.verdict.launcher.registry.RegistryGateway;
import io.verdict.topics.ClusterConfig;
import java.time.Clock;
import java.time.Duration;

/**
 * The registry, as a run asks it: no answer is a fault that may pass, a refusal one that does not. Safe for use by several
 * threads.
 *
 * @param cluster as the role {@code registry-gateway} sees it
 * @param actor in whose name it asks
 */
public record RegistryDesk(ClusterConfig cluster, Clock clock, Actor actor) implements Registry {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** A refusal in the words of a run. */
    static TrainingFault refused(CommandRefused refusal, boolean passing) {
        return new TrainingFault(
                RunFailure.UNKNOWN,
                "The registry refuses (%s): %s".formatted(refusal.getCommand(), refusal.getText()),
                passing,
                null);
    }

    @Override
    public Answer answer(String model, Long expectedRevision, Object command) {
        return new RegistryGateway(cluster, clock)
                .ask(new RegistryGateway.Asked(actor, model, expectedRevision, command), PATIENCE)
                .orElseThrow(() -> new TrainingFault(
                        RunFailure.UNKNOWN,
                        "The registry has not answered for %s. It runs with the apps: infra/verdict run apps"
                                .formatted(PATIENCE),
                        true,
                        null));
    }

    @Override
    public RegisteredModel model(String model) {
        return ModelArchive.read(cluster, AsOf.now(), model)
                .find(model)
                .orElseThrow(() -> new TrainingFault(
                        RunFailure.UNKNOWN,
                        "The model %s is not declared. See: infra/verdict model declare --help".formatted(model)));
    }
}
