package io.verdict.launcher.candidate;

import io.verdict.avro.Envelope;
import io.verdict.connectors.runs.TrainingFault;
import io.verdict.events.LogPosition;
import io.verdict.events.Meta;
import io.verdict.events.ModelCommand;
import io.verdict.events.ModelEvent;
import io.verdict.events.RegisteredModel;
import io.verdict.events.RunFailure;
import io.verdict.launcher.registry.Answer;
import io.verdict.streams.registry.ModelFold;
import io.verdict.streams.registry.Registrar;
import io.verdict.topics.Role;
import io.verdict.topics.Topics;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The registry app's own rules; while it is away, commands wait on its log, as they do. */
final class LateRegistry implements Registry {

    private final Clock clock = Clock.systemUTC();
    private final List<ModelCommand> waiting = new ArrayList<>();
    private final List<ModelEvent> facts = new ArrayList<>();
    private Optional<RegisteredModel> state = Optional.empty();
    private long offset;
    private boolean away;

    /** From here on nobody is answered, until somebody asks again. */
    void goAway() {
        away = true;
    }

    /** Everything that it has said, one kind of it. */
    <T> List<T> said(Class<T> kind) {
        return facts.stream()
                .map(ModelEvent::getFact)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    @Override
    public Answer answer(String model, Long expectedRevision, Object command) {
        Meta meta = Envelope.fresh(clock, "ada");
        List<String> roles = List.of(Role.DATA_SCIENTIST.identity(), Role.ML_ENGINEER.identity(), "evaluator");
        waiting.add(new ModelCommand(meta, model, roles, expectedRevision, command));
        if (away) {
            away = false;
            throw new TrainingFault(RunFailure.UNKNOWN, "The registry has not answered", true, null);
        }
        List<ModelEvent> latest = List.of();
        for (ModelCommand one : waiting) {
            latest = decided(one);
        }
        waiting.clear();
        return new Answer(latest, offset);
    }

    private List<ModelEvent> decided(ModelCommand command) {
        LogPosition cause = Envelope.position(Topics.MODEL_COMMANDS.name(), 0, ++offset, command.getMeta());
        List<ModelEvent> events = Registrar.decide(state, Optional.empty(), command, cause);
        facts.addAll(events);
        for (ModelEvent event : events) {
            state = ModelFold.apply(
                    state, event, Envelope.position(Topics.MODELS.name(), 0, ++offset, event.getMeta()));
        }
        return events;
    }

    @Override
    public RegisteredModel model(String model) {
        return state.orElseThrow();
    }
}
