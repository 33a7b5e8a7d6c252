package io.verdict.streams.curation;

import io.verdict.events.ImageUploaded;
import io.verdict.streams.state.Sighting;
import io.verdict.streams.state.Sightings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;

/**
 * Remembers uploads of the same bytes for as long as they can make a later one a duplicate.
 *
 * <p>The window store drops what is too old by whole segments, so its size follows the window and not the history. An
 * upload that is later than the store's memory is not remembered. A partition that has not seen an upload yet is
 * reported by Kafka 4.3.1 as a corrupted task at the next start and initialised again, with nothing to restore
 * (AbstractSegments.committedOffset knows no offset without a segment); it is harmless.
 */
final class UploadMemory {

    private final WindowStore<String, Sightings> store;
    private final Duration reach;

    UploadMemory(WindowStore<String, Sightings> store, Duration reach) {
        this.store = store;
        this.reach = reach;
    }

    /** What was uploaded under the key around that time, both before and after it in event time. */
    List<EarlierUpload> around(String key, long time) {
        List<EarlierUpload> uploads = new ArrayList<>();
        // In milliseconds: asked with instants, Kafka 4.3.1 writes them into a message at every call, in case it fails.
        long reachMs = reach.toMillis();
        try (WindowStoreIterator<Sightings> found = store.fetch(key, Math.max(0, time - reachMs), time + reachMs)) {
            while (found.hasNext()) {
                KeyValue<Long, Sightings> entry = found.next();
                Instant at = Instant.ofEpochMilli(entry.key);
                entry.value
                        .getUploads()
                        .forEach(upload ->
                                uploads.add(new EarlierUpload(upload.getImageId(), upload.getListingId(), at)));
            }
        }
        return uploads;
    }

    /** Remembers an upload, once per photo. */
    void add(String key, long time, ImageUploaded upload) {
        Sightings known = store.fetch(key, time);
        List<Sighting> uploads = new ArrayList<>(known == null ? List.of() : known.getUploads());
        String imageId = upload.getPhoto().getImageId();
        if (uploads.stream().noneMatch(sighting -> sighting.getImageId().equals(imageId))) {
            uploads.add(new Sighting(imageId, upload.getPhoto().getListingId()));
            store.put(key, new Sightings(uploads), time);
        }
    }
}
