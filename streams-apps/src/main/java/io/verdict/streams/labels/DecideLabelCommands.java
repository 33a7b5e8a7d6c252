package io.verdict.streams.labels;

import io.verdict.events.LabelCommand;
import io.verdict.events.LabelEvent;
import io.verdict.events.LogPosition;
import io.verdict.events.ModelDeclaration;
import io.verdict.events.RegisteredModel;
import io.verdict.streams.app.AnsweredCommands;
import io.verdict.streams.app.Positions;
import io.verdict.streams.app.UnusableRecordException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.TimestampedKeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;

/**
 * Answers commands with facts, one after the other for each photo, on its labels as they are after all before. A command
 * that is sent twice within the memory is answered once.
 */
final class DecideLabelCommands extends ContextualProcessor<String, LabelCommand, String, LabelEvent> {

    static final String ANSWERED = "labels-answered";
    static final Duration MEMORY = Duration.ofDays(30);

    private final LabelsConfig config;
    private final String models;
    private LabelShelf shelf;
    private AnsweredCommands answered;
    private LabelSituation.Rules rules;

    /** @param models name of the store of declared models */
    DecideLabelCommands(LabelsConfig config, String models) {
        this.config = config;
        this.models = models;
    }

    @Override
    public void init(ProcessorContext<String, LabelEvent> context) {
        super.init(context);
        shelf = LabelShelf.in(context);
        answered = AnsweredCommands.in(context, ANSWERED, MEMORY);
        TimestampedKeyValueStore<String, RegisteredModel> declared = context.getStateStore(models);
        rules = new LabelSituation.Rules(config, model -> classes(declared, model));
    }

    @Override
    public void process(Record<String, LabelCommand> record) {
        LabelCommand command = record.value();
        if (command == null) {
            throw new UnusableRecordException("A command has no value. Send it again with one.");
        }
        String imageId = command.getImageId();
        LabelKeys.check(record.key(), imageId);
        String commandId = command.getMeta().getEventId();
        if (answered.contains(commandId)) {
            return;
        }
        LogPosition position = Positions.of(context(), command.getMeta());
        List<LabelEvent> facts =
                LabelCommands.decide(shelf.photo(imageId), shelf.load(imageId), command, position, rules);
        shelf.apply(imageId, facts, position);
        facts.forEach(fact -> context().forward(record.withValue(fact)));
        answered.add(commandId, record.timestamp());
    }

    private static Optional<List<String>> classes(
            TimestampedKeyValueStore<String, RegisteredModel> declared, String model) {
        return Optional.ofNullable(ValueAndTimestamp.getValueOrNull(declared.get(model)))
                .map(RegisteredModel::getDeclaration)
                .map(ModelDeclaration::getClasses);
    }
}
