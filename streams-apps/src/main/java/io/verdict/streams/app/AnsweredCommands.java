package io.verdict.streams.app;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Which commands an app has answered, so that one that is sent twice within the memory has one effect. In the app's own
 * time. For one task.
 */
public final class AnsweredCommands {

    private static final Duration SWEEP = Duration.ofHours(6);

    private final KeyValueStore<String, String> store;
    private final Duration memory;

    private AnsweredCommands(KeyValueStore<String, String> store, Duration memory) {
        this.store = store;
        this.memory = memory;
    }

    /**
     * Keeps them in a store of texts ({@link LogStreams#texts}), and forgets them in time.
     *
     * <p>Not in a window store: an empty one beside a filled store is taken for a corrupted task at the next start (Kafka
     * 4.3.1, AbstractSegments.committedOffset).
     */
    public static AnsweredCommands in(ProcessorContext<?, ?> context, String store, Duration memory) {
        AnsweredCommands answered = new AnsweredCommands(context.getStateStore(store), memory);
        context.schedule(SWEEP, PunctuationType.STREAM_TIME, answered::forget);
        return answered;
    }

    public boolean contains(String commandId) {
        return store.get(commandId) != null;
    }

    /** @param time of the command's record, in milliseconds */
    public void add(String commandId, long time) {
        store.put(commandId, Long.toString(time));
    }

    private void forget(long streamTime) {
        List<String> old = new ArrayList<>();
        try (KeyValueIterator<String, String> commands = store.all()) {
            commands.forEachRemaining(command -> {
                if (Long.parseLong(command.value) < streamTime - memory.toMillis()) {
                    old.add(command.key);
                }
            });
        }
        old.forEach(store::delete);
    }
}
