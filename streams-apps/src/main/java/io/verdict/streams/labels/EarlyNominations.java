package io.verdict.streams.labels;

import io.verdict.events.LabelEvent;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Nominations whose photo is still on its way: photo and decision take two ways to where labels are decided on. For one
 * task.
 */
final class EarlyNominations {

    /** Sorts before every character that an id may hold. */
    private static final char END = '\0';

    private final KeyValueStore<String, LabelEvent> store;

    EarlyNominations(KeyValueStore<String, LabelEvent> store) {
        this.store = store;
    }

    static EarlyNominations in(ProcessingContext context) {
        return new EarlyNominations(context.getStateStore(LabelShelf.EARLY));
    }

    void keep(LabelEvent nomination) {
        String imageId = nomination.getImageId();
        int place = 0;
        while (store.get(key(imageId, place)) != null) {
            place++;
        }
        store.put(key(imageId, place), nomination);
    }

    /** Those of a photo, in the order in which they came; they are gone from here then. */
    List<LabelEvent> take(String imageId) {
        List<LabelEvent> found = new ArrayList<>();
        // Nearly every photo has none: a look-up is answered by a Bloom filter, a range scan opens the store's files.
        for (LabelEvent next = store.get(key(imageId, 0)); next != null; next = store.get(key(imageId, found.size()))) {
            store.delete(key(imageId, found.size()));
            found.add(next);
        }
        return found;
    }

    private static String key(String imageId, int place) {
        return imageId + END + "%08d".formatted(place);
    }
}
