package io.verdict.streams.curation;

import io.verdict.events.QuarantineEvent;
import io.verdict.events.ReleaseImage;
import io.verdict.streams.app.AnsweredCommands;
import io.verdict.streams.app.ListingKeys;
import io.verdict.streams.app.Positions;
import io.verdict.streams.app.UnusableRecordException;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Answers commands to release a photo; a command that is sent twice within the memory is answered once. */
final class AnswerRelease extends ContextualProcessor<String, ReleaseImage, String, ReleaseAnswer> {

    static final String STORE = "answered-commands";
    static final Duration MEMORY = Duration.ofDays(7);

    private KeyValueStore<String, QuarantineEvent> shelf;
    private AnsweredCommands answered;

    @Override
    public void init(ProcessorContext<String, ReleaseAnswer> context) {
        super.init(context);
        shelf = context.getStateStore(QuarantineShelf.STORE);
        answered = AnsweredCommands.in(context, STORE, MEMORY);
    }

    @Override
    public void process(Record<String, ReleaseImage> record) {
        ReleaseImage command = record.value();
        if (command == null) {
            throw new UnusableRecordException("A command has no value. Send it again with one.");
        }
        ListingKeys.check(record.key(), command.getListingId());
        String key = ListingKeys.of(command.getListingId(), command.getImageId());
        String commandId = command.getMeta().getEventId();
        ReleaseAnswer answer = ReleaseDesk.answer(
                command,
                Positions.of(context(), command.getMeta()),
                answered.contains(commandId),
                Optional.ofNullable(shelf.get(key)));
        if (answer instanceof ReleaseAnswer.Released released) {
            shelf.put(key, released.released());
        }
        answered.add(commandId, record.timestamp());
        context().forward(record.withValue(answer));
    }
}
