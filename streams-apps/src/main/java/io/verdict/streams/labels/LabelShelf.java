package io.verdict.streams.labels;

import io.verdict.events.ImageLabels;
import io.verdict.events.LabelEvent;
import io.verdict.events.LabelledImage;
import io.verdict.events.LogPosition;
import io.verdict.events.QueuedImage;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What the deciding half of the app knows of photos: that they were accepted, and what was decided about their labels.
 * Positions in it are those of causes; views have those of the facts. For one task.
 */
final class LabelShelf {

    static final String PHOTOS = "labels-photos";
    static final String LABELS = "labels-state";
    static final String QUEUED = "labels-state-queue";
    static final String EARLY = "labels-early-nominations";

    private final KeyValueStore<String, LabelledImage> photos;
    private final KeyValueStore<String, ImageLabels> labels;
    private final KeyValueStore<String, QueuedImage> queued;

    private LabelShelf(
            KeyValueStore<String, LabelledImage> photos,
            KeyValueStore<String, ImageLabels> labels,
            KeyValueStore<String, QueuedImage> queued) {
        this.photos = photos;
        this.labels = labels;
        this.queued = queued;
    }

    static LabelShelf in(ProcessingContext context) {
        return new LabelShelf(
                context.getStateStore(PHOTOS), context.getStateStore(LABELS), context.getStateStore(QUEUED));
    }

    Optional<LabelledImage> photo(String imageId) {
        return Optional.ofNullable(photos.get(imageId));
    }

    void keep(LabelledImage photo) {
        photos.put(photo.getImageId(), photo);
    }

    PhotoLabels load(String imageId) {
        return new PhotoLabels(Optional.ofNullable(labels.get(imageId)), Optional.ofNullable(queued.get(imageId)));
    }

    /** Keeps what the facts make of it. */
    void apply(String imageId, List<LabelEvent> facts, LogPosition cause) {
        PhotoLabels before = load(imageId);
        PhotoLabels after = before;
        for (LabelEvent fact : facts) {
            after = LabelFold.apply(after, fact, cause);
        }
        if (after != before) {
            after.labels().ifPresent(row -> labels.put(imageId, row));
            after.queued().ifPresent(row -> queued.put(imageId, row));
        }
    }
}
