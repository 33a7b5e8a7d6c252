package io.verdict.launcher.bench;

import io.verdict.events.Photo;
import io.verdict.streams.app.StreamsApp;
import io.verdict.streams.catalog.CatalogApp;
import io.verdict.streams.catalog.QualityRule;
import io.verdict.streams.curation.CurationApp;
import io.verdict.streams.curation.CurationConfig;
import io.verdict.streams.pricing.PriceTable;
import io.verdict.streams.pricing.PricingApp;
import io.verdict.topics.Topic;
import io.verdict.topics.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.apache.avro.specific.SpecificRecord;

/**
 * An app whose views are rebuilt, and the history that it reads.
 *
 * @param app as it runs in production
 * @param views what it keeps, in words
 * @param inputs topics that it reads
 * @param events what photo {@code index} leaves in these topics
 */
record ReplayCase(StreamsApp app, String views, List<Topic<?>> inputs, LongFunction<List<Event>> events) {

    /** Every app of the platform. */
    static List<ReplayCase> all() {
        return List.of(
                new ReplayCase(
                        CurationApp.create(CurationConfig.defaults()),
                        "curation's memory of uploads",
                        List.of(Topics.IMAGE_UPLOADS, Topics.QUARANTINE),
                        index -> List.of(event(Topics.IMAGE_UPLOADS, index, SampleEvents.uploaded(index)))),
                new ReplayCase(
                        CatalogApp.create(QualityRule.STANDARD),
                        "raw_images, curated_images, image_features, prices",
                        List.of(
                                Topics.IMAGE_UPLOADS,
                                Topics.IMAGES,
                                Topics.QUARANTINE,
                                Topics.IMAGE_FEATURES,
                                Topics.PRICE_ADJUSTMENTS),
                        ReplayCase::catalog),
                new ReplayCase(
                        PricingApp.create(PriceTable.shipped()),
                        "pricing's evidence per listing",
                        List.of(Topics.DETECTIONS),
                        index -> List.of(event(Topics.DETECTIONS, index, SampleEvents.decided(index)))));
    }

    private static List<Event> catalog(long index) {
        List<Event> events = new ArrayList<>();
        events.add(event(Topics.IMAGE_UPLOADS, index, SampleEvents.uploaded(index)));
        if (SamplePhotos.isGood(index)) {
            events.add(event(Topics.IMAGES, index, SampleEvents.accepted(index)));
            events.add(event(Topics.IMAGE_FEATURES, index, SampleEvents.features(index)));
            events.add(event(Topics.PRICE_ADJUSTMENTS, index, SampleEvents.priced(index)));
        } else {
            events.add(event(Topics.QUARANTINE, index, SampleEvents.quarantined(index)));
        }
        return events;
    }

    private static <V extends SpecificRecord> Event event(Topic<V> topic, long index, V value) {
        Photo photo = SamplePhotos.photo(index);
        return new Event(topic, photo.getListingId(), photo.getUploadedAt().toEpochMilli(), value);
    }

    /** A record to be written. */
    record Event(Topic<?> topic, String key, long timestamp, SpecificRecord value) {}
}
