package io.verdict.streams.catalog;

import io.verdict.events.CuratedImage;
import io.verdict.events.ImageFeatures;
import io.verdict.events.QualityFlag;
import io.verdict.streams.app.ListingKeys;
import io.verdict.streams.app.UnusableRecordException;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Folds features into {@code curated_images}; what is read before its acceptance waits for it. */
final class FoldQuality extends ContextualProcessor<String, ImageFeatures, String, CuratedImage> {

    private final QualityRule rule;
    private KeyValueStore<String, CuratedImage> rows;
    private KeyValueStore<String, String> early;

    FoldQuality(QualityRule rule) {
        this.rule = rule;
    }

    @Override
    public void init(ProcessorContext<String, CuratedImage> context) {
        super.init(context);
        rows = context.getStateStore(CatalogApp.CURATED_IMAGES);
        early = context.getStateStore(CatalogApp.EARLY_QUALITY);
    }

    @Override
    public void process(Record<String, ImageFeatures> record) {
        ImageFeatures fact = record.value();
        if (fact == null) {
            throw new UnusableRecordException("A fact has no value. Facts cannot be deleted.");
        }
        ListingKeys.check(record.key(), fact.getListingId());
        String key = ListingKeys.of(fact.getListingId(), fact.getImageId());
        QualityFlag quality = rule.flag(fact);
        CuratedImage row = rows.get(key);
        if (row == null) {
            early.put(key, quality.name());
        } else if (row.getQuality() != quality) {
            CuratedImage after = CuratedImages.measured(row, quality);
            rows.put(key, after);
            context().forward(record.withKey(fact.getImageId()).withValue(after));
        }
    }
}
