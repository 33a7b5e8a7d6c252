package io.verdict.streams.curation;

import io.verdict.events.QuarantineEvent;
import io.verdict.events.ReleaseImage;
import io.verdict.streams.app.ListingKeys;
import io.verdict.streams.app.Positions;
import io.verdict.streams.app.UnusableRecordException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;

/** Answers commands to release a photo; a command that is sent twice within the memory is answered once. */
final class AnswerRelease extends ContextualProcessor<String, ReleaseImage, String, ReleaseAnswer> {

    static final String STORE = "answered-commands";
    static final Duration MEMORY = Duration.ofDays(7);

    private KeyValueStore<String, QuarantineEvent> shelf;
    private WindowStore<String, String> answered;

    @Override
    public void init(ProcessorContext<String, ReleaseAnswer> context) {
        super.init(context);
        shelf = context.getStateStore(QuarantineShelf.STORE);
        answered = context.getStateStore(STORE);
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
                isAnswered(commandId, record.timestamp()),
                Optional.ofNullable(shelf.get(key)));
        if (answer instanceof ReleaseAnswer.Released released) {
            shelf.put(key, released.released());
        }
        answered.put(commandId, command.getImageId(), record.timestamp());
        context().forward(record.withValue(answer));
    }

    private boolean isAnswered(String commandId, long time) {
        Instant from = Instant.ofEpochMilli(Math.max(0, time - MEMORY.toMillis()));
        try (WindowStoreIterator<String> found =
                answered.fetch(commandId, from, Instant.ofEpochMilli(time).plus(MEMORY))) {
            return found.hasNext();
        }
    }
}
