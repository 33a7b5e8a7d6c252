package io.verdict.streams.catalog;

import io.verdict.events.PriceAdjusted;
import io.verdict.streams.app.ListingKeys;
import io.verdict.streams.app.UnusableRecordException;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.state.KeyValueStore;

/** Keeps the latest price of each listing: the one with the highest revision. */
final class KeepPrice extends ContextualFixedKeyProcessor<String, PriceAdjusted, Void> {

    private KeyValueStore<String, PriceAdjusted> prices;

    @Override
    public void init(FixedKeyProcessorContext<String, Void> context) {
        super.init(context);
        prices = context.getStateStore(CatalogApp.PRICES);
    }

    @Override
    public void process(FixedKeyRecord<String, PriceAdjusted> record) {
        PriceAdjusted price = record.value();
        if (price == null) {
            throw new UnusableRecordException("A price has no value. Prices are facts and cannot be deleted.");
        }
        ListingKeys.check(record.key(), price.getListingId());
        PriceAdjusted known = prices.get(price.getListingId());
        if (known == null || known.getRevision() <= price.getRevision()) {
            prices.put(price.getListingId(), price);
        }
    }
}
