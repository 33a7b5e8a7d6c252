package io.verdict.streams.labels;

import io.verdict.events.ImageLabels;
import io.verdict.events.LabelEvent;
import io.verdict.events.QueuedImage;
import io.verdict.streams.app.Positions;
import io.verdict.streams.app.UnusableRecordException;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Folds the facts on {@code labels} into the views. */
final class FoldLabels extends ContextualProcessor<String, LabelEvent, String, PhotoLabels> {

    static final String LABELS = "labels-by-photo";
    static final String QUEUE = "labelling-queue";

    private KeyValueStore<String, ImageLabels> labels;
    private KeyValueStore<String, QueuedImage> queue;

    @Override
    public void init(ProcessorContext<String, PhotoLabels> context) {
        super.init(context);
        labels = context.getStateStore(LABELS);
        queue = context.getStateStore(QUEUE);
    }

    @Override
    public void process(Record<String, LabelEvent> record) {
        LabelEvent event = record.value();
        if (event == null) {
            throw new UnusableRecordException("A fact has no value. Facts cannot be deleted.");
        }
        String imageId = event.getImageId();
        LabelKeys.check(record.key(), imageId);
        PhotoLabels before =
                new PhotoLabels(Optional.ofNullable(labels.get(imageId)), Optional.ofNullable(queue.get(imageId)));
        PhotoLabels after = LabelFold.apply(before, event, Positions.of(context(), event.getMeta()));
        if (after == before) {
            return;
        }
        after.labels().ifPresent(row -> labels.put(imageId, row));
        boolean sameQueue = after.queued().equals(before.queued());
        after.queued().filter(row -> !sameQueue).ifPresent(row -> queue.put(imageId, row));
        context()
                .forward(record.withValue(
                        new PhotoLabels(after.labels(), sameQueue ? Optional.empty() : after.queued())));
    }
}
