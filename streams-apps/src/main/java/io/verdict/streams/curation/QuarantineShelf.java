package io.verdict.streams.curation;

import io.verdict.events.ImageReleaseRefused;
import io.verdict.events.QuarantineEvent;
import io.verdict.streams.app.ListingKeys;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.state.KeyValueStore;

/** Keeps the latest fact about each photo in quarantine, whichever part of the app it came from. */
final class QuarantineShelf extends ContextualFixedKeyProcessor<String, QuarantineEvent, Void> {

    static final String STORE = "quarantine-of-listing";

    private KeyValueStore<String, QuarantineEvent> shelf;

    @Override
    public void init(FixedKeyProcessorContext<String, Void> context) {
        super.init(context);
        shelf = context.getStateStore(STORE);
    }

    @Override
    public void process(FixedKeyRecord<String, QuarantineEvent> record) {
        QuarantineEvent event = record.value();
        if (!(event.getFact() instanceof ImageReleaseRefused)) {
            shelf.put(ListingKeys.of(event.getListingId(), event.getImageId()), event);
        }
    }
}
