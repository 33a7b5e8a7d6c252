package io.verdict.streams.registry;

import io.verdict.avro.Envelope;
import io.verdict.events.CommandRefused;
import io.verdict.events.IdentityEvent;
import io.verdict.events.LogPosition;
import io.verdict.events.Meta;
import io.verdict.events.ModelCommand;
import io.verdict.events.ModelEvent;
import io.verdict.events.RefusalCode;
import io.verdict.events.RegisteredModel;
import io.verdict.streams.Samples;
import io.verdict.streams.state.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One model's commands and facts in memory, as a log would hold them. */
final class RegistryDesk {

    static final String MODEL = "car-damage";

    private final List<ModelCommand> commands = new ArrayList<>();
    private final List<ModelEvent> events = new ArrayList<>();
    private final Map<String, Person> people = new HashMap<>();
    private Optional<RegisteredModel> state = Optional.empty();
    private Instant now = Samples.NOON;

    /** What comes of a command of this person. */
    List<ModelEvent> ask(String actor, Set<String> roles, Object command) {
        return ask(actor, roles, null, command);
    }

    List<ModelEvent> ask(String actor, Set<String> roles, Long expectedRevision, Object command) {
        Meta meta = new Meta("command-" + commands.size(), now, actor, "correlation", null);
        return send(new ModelCommand(meta, MODEL, List.copyOf(roles), expectedRevision, command));
    }

    List<ModelEvent> send(ModelCommand command) {
        LogPosition position = Envelope.position("model-commands", 0, commands.size(), command.getMeta());
        commands.add(command);
        List<ModelEvent> facts = Registrar.decide(state, person(command), command, position);
        for (ModelEvent fact : facts) {
            LogPosition at = Envelope.position("models", 0, events.size(), fact.getMeta());
            state = ModelFold.apply(state, fact, at);
            events.add(fact);
        }
        return facts;
    }

    /** What an administrator says of a person. */
    void say(IdentityEvent event) {
        people.put(event.getPerson(), PersonFold.apply(Optional.ofNullable(people.get(event.getPerson())), event));
    }

    private Optional<Person> person(ModelCommand command) {
        return Optional.ofNullable(people.get(command.getMeta().getActor()));
    }

    /** The refusal that a command leads to. */
    RefusalCode refusal(String actor, Set<String> roles, Object command) {
        ModelEvent event = ask(actor, roles, command).get(0);
        return event.getFact() instanceof CommandRefused refused ? refused.getCode() : null;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    Instant now() {
        return now;
    }

    RegisteredModel model() {
        return state.orElseThrow();
    }

    Optional<RegisteredModel> state() {
        return state;
    }

    List<ModelCommand> commands() {
        return commands;
    }

    List<ModelEvent> events() {
        return events;
    }
}
