package io.verdict.streams.registry;

import io.verdict.events.ModelCommand;
import io.verdict.events.ModelEvent;
import io.verdict.events.RegisteredModel;
import io.verdict.streams.app.AnsweredCommands;
import io.verdict.streams.app.Positions;
import io.verdict.streams.app.UnusableRecordException;
import io.verdict.streams.state.Person;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Answers commands with facts, one after the other for each model, on the model as it is after all commands before. A
 * command that is sent twice within the memory is answered once. Positions in its state are those of commands; views
 * have those of the facts.
 */
final class DecideCommands extends ContextualProcessor<String, ModelCommand, String, ModelEvent> {

    static final String STATE = "registry-state";
    static final String VERSIONS = "registry-state-versions";
    static final String ANSWERED = "registry-answered";
    static final Duration MEMORY = Duration.ofDays(30);

    private ModelShelf models;
    private KeyValueStore<String, Person> people;
    private AnsweredCommands answered;

    @Override
    public void init(ProcessorContext<String, ModelEvent> context) {
        super.init(context);
        models = new ModelShelf(context.getStateStore(STATE), context.getStateStore(VERSIONS));
        people = context.getStateStore(FoldIdentities.STORE);
        answered = AnsweredCommands.in(context, ANSWERED, MEMORY);
    }

    @Override
    public void process(Record<String, ModelCommand> record) {
        ModelCommand command = record.value();
        if (command == null) {
            throw new UnusableRecordException("A command has no value. Send it again with one.");
        }
        ModelKeys.check(record.key(), command.getModel());
        String commandId = command.getMeta().getEventId();
        if (answered.contains(commandId)) {
            return;
        }
        var position = Positions.of(context(), command.getMeta());
        Optional<RegisteredModel> before = models.load(command.getModel());
        Optional<RegisteredModel> model = before;
        Optional<Person> actor =
                Optional.ofNullable(people.get(command.getMeta().getActor()));
        for (ModelEvent event : Registrar.decide(model, actor, command, position)) {
            model = ModelFold.apply(model, event, position);
            context().forward(record.withValue(event));
        }
        model.filter(after -> after != before.orElse(null)).ifPresent(after -> models.save(before, after));
        answered.add(commandId, record.timestamp());
    }
}
