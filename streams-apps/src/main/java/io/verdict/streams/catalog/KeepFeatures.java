package io.verdict.streams.catalog;

import io.verdict.avro.FeatureRank;
import io.verdict.events.FeatureValues;
import io.verdict.streams.app.FeatureKeys;
import io.verdict.streams.app.UnusableRecordException;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.state.KeyValueStore;

/** Keeps the values that hold of each entity, by {@link FeatureRank}: what arrives late replaces nothing newer. */
final class KeepFeatures extends ContextualFixedKeyProcessor<String, FeatureValues, Void> {

    private KeyValueStore<String, FeatureValues> features;

    @Override
    public void init(FixedKeyProcessorContext<String, Void> context) {
        super.init(context);
        features = context.getStateStore(CatalogApp.FEATURES);
    }

    @Override
    public void process(FixedKeyRecord<String, FeatureValues> record) {
        FeatureValues fact = record.value();
        if (fact == null) {
            throw new UnusableRecordException("Features have no value. They are facts and cannot be deleted.");
        }
        String key = FeatureKeys.of(record.key(), fact, record.timestamp());
        FeatureValues standing = features.get(key);
        if (standing == null || FeatureRank.of(fact).compareTo(FeatureRank.of(standing)) > 0) {
            features.put(key, fact);
        }
    }
}
