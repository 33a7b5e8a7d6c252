package io.verdict.streams.catalog;

import io.verdict.events.CuratedImage;
import io.verdict.events.ImageAccepted;
import io.verdict.events.QualityFlag;
import io.verdict.streams.app.ListingKeys;
import io.verdict.streams.app.UnusableRecordException;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Folds acceptances into {@code curated_images}, with the quality of features that were read before them. */
final class FoldCurated extends ContextualProcessor<String, ImageAccepted, String, CuratedImage> {

    private KeyValueStore<String, CuratedImage> rows;
    private KeyValueStore<String, String> early;

    @Override
    public void init(ProcessorContext<String, CuratedImage> context) {
        super.init(context);
        rows = context.getStateStore(CatalogApp.CURATED_IMAGES);
        early = context.getStateStore(CatalogApp.EARLY_QUALITY);
    }

    @Override
    public void process(Record<String, ImageAccepted> record) {
        ImageAccepted fact = record.value();
        if (fact == null) {
            throw new UnusableRecordException("A fact has no value. Facts cannot be deleted.");
        }
        ListingKeys.check(record.key(), fact.getPhoto().getListingId());
        String key = ListingKeys.of(record.key(), fact.getPhoto().getImageId());
        Optional<CuratedImage> before = Optional.ofNullable(rows.get(key));
        CuratedImage after =
                CuratedImages.accepted(before, fact, before.isEmpty() ? earlyQuality(key) : QualityFlag.UNKNOWN);
        if (!after.equals(before.orElse(null))) {
            rows.put(key, after);
            context().forward(record.withKey(fact.getPhoto().getImageId()).withValue(after));
        }
    }

    private QualityFlag earlyQuality(String key) {
        String quality = early.delete(key);
        return quality == null ? QualityFlag.UNKNOWN : QualityFlag.valueOf(quality);
    }
}
