package io.verdict.launcher.scenario;

import io.verdict.events.CommandRefused;
import io.verdict.events.DeclareModel;
import io.verdict.events.ModelDeclaration;
import io.verdict.events.RegisteredModel;
import io.verdict.events.VersionEvaluated;
import io.verdict.launcher.registry.Actor;
import io.verdict.launcher.registry.Answer;
import io.verdict.launcher.registry.AsOf;
import io.verdict.launcher.registry.ModelArchive;
import io.verdict.launcher.registry.RegistryGateway;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * The registry, as the people of a scenario ask it about one model. For one thread.
 *
 * @param cluster as the role {@code registry-gateway} sees it
 */
record ScenarioRegistry(ClusterConfig cluster, Clock clock, String model) {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** A fact of the model and where it lies on {@code models}. */
    record Found<F>(F fact, long offset) {}

    /**
     * Declares the model, and notes its gates.
     *
     * @throws ScenarioException if it is there: its versions would be others' ones
     */
    void declare(ModelDeclaration declaration, ScenarioSteps.Notes notes) {
        if (archive().find(model).isPresent()) {
            throw new ScenarioException(
                    "There is a model %s here already. Give a data directory of its own, or none".formatted(model));
        }
        Answer answer = done(Cast.ENGINEER, new DeclareModel(declaration));
        notes.where("%s: offset %d", Topics.MODELS.name(), answer.offset());
        declaration
                .getGates()
                .forEach(gate -> notes.figure(
                        "gate %s: %s %s %s", gate.getName(), gate.getMetric(), gate.getBound(), gate.getThreshold()));
    }

    /** What the registry makes of a command, a refusal included. */
    Answer ask(Actor actor, Object command) {
        return new RegistryGateway(cluster, clock)
                .ask(new RegistryGateway.Asked(actor, model, command), PATIENCE)
                .orElseThrow(() -> new ScenarioException("The registry has not answered for " + PATIENCE));
    }

    /** The same where a refusal is not expected. */
    Answer done(Actor actor, Object command) {
        Answer answer = ask(actor, command);
        Optional<CommandRefused> refusal = answer.refusal();
        if (refusal.isPresent()) {
            throw new ScenarioException("The registry refuses (%s): %s"
                    .formatted(refusal.get().getCommand(), refusal.get().getText()));
        }
        return answer;
    }

    /** The model as it is now. */
    RegisteredModel now() {
        return archive().find(model).orElseThrow(() -> new ScenarioException("The model is gone: " + model));
    }

    /** How the registry has judged an evaluation. */
    Found<VersionEvaluated> judged(String evaluationId) {
        return archive().facts().stream()
                .filter(entry -> entry.event().getFact() instanceof VersionEvaluated evaluated
                        && evaluated.getEvaluationId().equals(evaluationId))
                .map(entry -> new Found<>((VersionEvaluated) entry.event().getFact(), entry.offset()))
                .findFirst()
                .orElseThrow(() -> new ScenarioException(
                        "There is no evaluation %s of %s on the log".formatted(evaluationId, model)));
    }

    private ModelArchive archive() {
        return ModelArchive.read(cluster, AsOf.now(), model);
    }
}
