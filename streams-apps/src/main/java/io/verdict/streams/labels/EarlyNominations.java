package io.verdict.streams.labels;

import io.verdict.events.LabelEvent;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Nominations whose photo is still on its way: photo and decision take two ways to where labels are decided on. For one
 * task.
 */
final class EarlyNominations {

    /** Sorts before every character that an id may hold. */
    private static final char END = '\0';

    private static final char AFTER_END = '\1';

    private final KeyValueStore<String, LabelEvent> store;

    private EarlyNominations(KeyValueStore<String, LabelEvent> store) {
        this.store = store;
    }

    static EarlyNominations in(ProcessingContext context) {
        return new EarlyNominations(context.getStateStore(LabelShelf.EARLY));
    }

    void keep(LabelEvent nomination) {
        long place = take(nomination.getImageId(), false).size();
        store.put(nomination.getImageId() + END + "%08d".formatted(place), nomination);
    }

    /** Those of a photo, in the order in which they came; they are gone from here then. */
    List<LabelEvent> take(String imageId) {
        return take(imageId, true);
    }

    private List<LabelEvent> take(String imageId, boolean remove) {
        List<LabelEvent> found = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        try (KeyValueIterator<String, LabelEvent> rows = store.range(imageId + END, imageId + AFTER_END)) {
            rows.forEachRemaining(row -> {
                keys.add(row.key);
                found.add(row.value);
            });
        }
        if (remove) {
            keys.forEach(store::delete);
        }
        return found;
    }
}
