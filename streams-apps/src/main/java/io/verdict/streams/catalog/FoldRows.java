package io.verdict.streams.catalog;

import io.verdict.events.Meta;
import io.verdict.streams.app.ListingKeys;
import io.verdict.streams.app.Positions;
import io.verdict.streams.app.UnusableRecordException;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Folds the facts of one topic into rows of a view and forwards each row that changed, keyed by its photo. */
final class FoldRows<F extends SpecificRecord, R> extends ContextualProcessor<String, F, String, R> {

    private static final int META = 0;

    private final String rowStore;
    private final RowFold<F, R> fold;
    private KeyValueStore<String, R> rows;
    private KeyValueStore<String, String> listings;

    FoldRows(String rowStore, RowFold<F, R> fold) {
        this.rowStore = rowStore;
        this.fold = fold;
    }

    @Override
    public void init(ProcessorContext<String, R> context) {
        super.init(context);
        rows = context.getStateStore(rowStore);
        listings = context.getStateStore(CatalogApp.LISTING_OF_IMAGE);
    }

    @Override
    public void process(Record<String, F> record) {
        F fact = record.value();
        if (fact == null) {
            throw new UnusableRecordException("A fact has no value. Facts cannot be deleted.");
        }
        String listingId = fold.listingId().apply(fact);
        String imageId = fold.imageId().apply(fact);
        ListingKeys.check(record.key(), listingId);
        String key = ListingKeys.of(listingId, imageId);
        Optional<R> before = Optional.ofNullable(rows.get(key));
        fold.step()
                .apply(before, fact, Positions.of(context(), (Meta) fact.get(META)))
                .filter(after -> !after.equals(before.orElse(null)))
                .ifPresent(after -> {
                    rows.put(key, after);
                    if (before.isEmpty()) {
                        listings.put(imageId, listingId);
                    }
                    context().forward(record.withKey(imageId).withValue(after));
                });
    }
}
