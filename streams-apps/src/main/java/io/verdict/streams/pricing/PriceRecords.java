package io.verdict.streams.pricing;

import io.verdict.events.LogPosition;
import io.verdict.events.Meta;
import io.verdict.events.PriceAdjusted;
import io.verdict.streams.app.ListingKeys;
import io.verdict.streams.app.Positions;
import io.verdict.streams.app.UnusableRecordException;
import io.verdict.streams.state.ListingEvidence;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Applies one kind of event to the evidence of its listing and forwards the price that follows. */
final class PriceRecords<E extends SpecificRecord> extends ContextualProcessor<String, E, String, PriceAdjusted> {

    static final String STORE = "evidence-of-listing";

    private static final int META = 0;

    private final Function<E, String> listingId;
    private final Step<E> step;
    private KeyValueStore<String, ListingEvidence> store;

    PriceRecords(Function<E, String> listingId, Step<E> step) {
        this.listingId = listingId;
        this.step = step;
    }

    /** One decision of pricing; empty where nothing follows. */
    @FunctionalInterface
    interface Step<E> {
        Optional<Pricing.Outcome> apply(ListingEvidence before, E event, LogPosition position);
    }

    @Override
    public void init(ProcessorContext<String, PriceAdjusted> context) {
        super.init(context);
        store = context.getStateStore(STORE);
    }

    @Override
    public void process(Record<String, E> record) {
        E event = record.value();
        if (event == null) {
            throw new UnusableRecordException("A fact has no value. Facts cannot be deleted.");
        }
        ListingKeys.check(record.key(), listingId.apply(event));
        ListingEvidence known = store.get(record.key());
        ListingEvidence before = known == null ? Evidence.none(record.key()) : known;
        step.apply(before, event, Positions.of(context(), (Meta) event.get(META)))
                .ifPresent(outcome -> {
                    store.put(record.key(), outcome.evidence());
                    outcome.price().ifPresent(price -> context().forward(record.withValue(price)));
                });
    }
}
