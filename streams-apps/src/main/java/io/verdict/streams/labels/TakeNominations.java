package io.verdict.streams.labels;

import io.verdict.events.LabelEvent;
import io.verdict.events.LabelledImage;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Makes facts of nominations that are news, and keeps those whose photo has not come by yet. */
final class TakeNominations extends ContextualProcessor<String, LabelEvent, String, LabelEvent> {

    private final LabelsConfig config;
    private LabelShelf shelf;
    private EarlyNominations early;

    TakeNominations(LabelsConfig config) {
        this.config = config;
    }

    @Override
    public void init(ProcessorContext<String, LabelEvent> context) {
        super.init(context);
        shelf = LabelShelf.in(context);
        early = EarlyNominations.in(context);
    }

    @Override
    public void process(Record<String, LabelEvent> record) {
        LabelEvent nomination = record.value();
        String imageId = nomination.getImageId();
        Optional<LabelledImage> photo = shelf.photo(imageId);
        if (photo.isEmpty()) {
            early.keep(nomination);
            return;
        }
        QueueDesk.nominate(photo.get(), shelf.load(imageId), nomination, config.annotators())
                .ifPresent(fact -> {
                    shelf.apply(imageId, List.of(fact), fact.getMeta().getCause());
                    context().forward(record.withValue(fact));
                });
    }
}
