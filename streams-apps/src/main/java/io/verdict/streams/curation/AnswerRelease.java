package io.verdict.streams.curation;

import io.verdict.events.QuarantineEvent;
import io.verdict.events.ReleaseImage;
import io.verdict.streams.app.ListingKeys;
import io.verdict.streams.app.Positions;
import io.verdict.streams.app.UnusableRecordException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Answers commands to release a photo; a command that is sent twice within the memory is answered once. */
final class AnswerRelease extends ContextualProcessor<String, ReleaseImage, String, ReleaseAnswer> {

    static final String STORE = "answered-commands";
    static final Duration MEMORY = Duration.ofDays(7);
    private static final Duration SWEEP = Duration.ofHours(6);

    private KeyValueStore<String, QuarantineEvent> shelf;
    private KeyValueStore<String, String> answered;

    @Override
    public void init(ProcessorContext<String, ReleaseAnswer> context) {
        super.init(context);
        shelf = context.getStateStore(QuarantineShelf.STORE);
        answered = context.getStateStore(STORE);
        // Not a window store: an empty one beside a filled store is taken for a corrupted task at the next start
        // (Kafka 4.3.1, AbstractSegments.committedOffset).
        context.schedule(SWEEP, PunctuationType.STREAM_TIME, this::forget);
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
                answered.get(commandId) != null,
                Optional.ofNullable(shelf.get(key)));
        if (answer instanceof ReleaseAnswer.Released released) {
            shelf.put(key, released.released());
        }
        answered.put(commandId, Long.toString(record.timestamp()));
        context().forward(record.withValue(answer));
    }

    private void forget(long streamTime) {
        List<String> old = new ArrayList<>();
        try (KeyValueIterator<String, String> commands = answered.all()) {
            commands.forEachRemaining(command -> {
                if (Long.parseLong(command.value) < streamTime - MEMORY.toMillis()) {
                    old.add(command.key);
                }
            });
        }
        old.forEach(answered::delete);
    }
}
