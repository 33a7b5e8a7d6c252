package io.verdict.launcher.labels;

import io.verdict.avro.Envelope;
import io.verdict.events.ImageLabels;
import io.verdict.events.LabelEvent;
import io.verdict.events.LogPosition;
import io.verdict.events.QueueReasonKind;
import io.verdict.events.QueueStatus;
import io.verdict.events.QueuedImage;
import io.verdict.launcher.log.EventReader;
import io.verdict.streams.labels.LabelFold;
import io.verdict.streams.labels.PhotoLabels;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Topics;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What is said about photos, as of the end of {@code labels}: the same fold as the labels app's own, so that whoever has
 * just been answered reads what came of it. Immutable once it is read.
 *
 * @param photos by id
 */
public record LabelBook(Map<String, PhotoLabels> photos) {

    public LabelBook {
        photos = Map.copyOf(photos);
    }

    /** Reads {@code labels} from its beginning to its end, and keeps what is about the photos that are asked for. */
    public static LabelBook read(ClusterConfig cluster, Predicate<String> imageIds) {
        Map<String, PhotoLabels> photos = new HashMap<>();
        try (EventReader reader = EventReader.open(cluster, List.of(Topics.LABELS))) {
            reader.readToEnd(record -> {
                LabelEvent event = (LabelEvent) record.value();
                if (imageIds.test(event.getImageId())) {
                    LogPosition position =
                            Envelope.position(record.topic(), record.partition(), record.offset(), event.getMeta());
                    PhotoLabels before = photos.getOrDefault(event.getImageId(), PhotoLabels.NONE);
                    photos.put(event.getImageId(), LabelFold.apply(before, event, position));
                }
            });
        }
        return new LabelBook(photos);
    }

    /** What is said about a photo; empty where nothing ever was. */
    public Optional<ImageLabels> labels(String imageId) {
        return photos.getOrDefault(imageId, PhotoLabels.NONE).labels();
    }

    /** Photos whose labels wait for somebody to look at them again: open reviews first, then what only waits. */
    public List<ImageLabels> toReview() {
        return rows(PhotoLabels::labels)
                .filter(row -> row.getReview() != null
                        || row.getStanding().stream().anyMatch(set -> set.getApproval() == null))
                .sorted(Comparator.<ImageLabels, Boolean>comparing(row -> row.getReview() == null)
                        .thenComparing(ImageLabels::getImageId))
                .toList();
    }

    /**
     * Photos that are in the queue, the oldest first.
     *
     * @param annotator for whom: not those that they have labelled since; null for all
     * @param kind only those with a reason of this kind; null for all
     */
    public List<QueuedImage> open(String annotator, QueueReasonKind kind) {
        return rows(PhotoLabels::queued)
                .filter(row -> row.getStatus() == QueueStatus.OPEN)
                .filter(row -> annotator == null || !row.getAnnotators().contains(annotator))
                .filter(row -> kind == null || row.getReasons().stream().anyMatch(reason -> reason.getKind() == kind))
                .sorted(Comparator.comparing(QueuedImage::getQueuedAt)
                        .thenComparing(row -> row.getImage().getImageId()))
                .toList();
    }

    private <T> Stream<T> rows(Function<PhotoLabels, Optional<T>> row) {
        return photos.values().stream().map(row).flatMap(Optional::stream);
    }
}
