package io.verdict.streams.labels;

import io.verdict.events.ImageAccepted;
import io.verdict.events.LabelEvent;
import io.verdict.events.LabelledImage;
import io.verdict.events.LogPosition;
import io.verdict.streams.app.Positions;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Learns which photos there are, draws some by chance, and takes up what was nominated before its photo was known. */
final class TakePhotos extends ContextualProcessor<String, ImageAccepted, String, LabelEvent> {

    private final LabelsConfig config;
    private LabelShelf shelf;
    private EarlyNominations early;

    TakePhotos(LabelsConfig config) {
        this.config = config;
    }

    @Override
    public void init(ProcessorContext<String, LabelEvent> context) {
        super.init(context);
        shelf = LabelShelf.in(context);
        early = EarlyNominations.in(context);
    }

    @Override
    public void process(Record<String, ImageAccepted> record) {
        ImageAccepted accepted = record.value();
        LogPosition position = Positions.take(record.headers(), accepted.getMeta());
        LabelledImage photo = Nominations.photo(accepted.getPhoto());
        shelf.keep(photo);
        List<LabelEvent> nominations = new ArrayList<>();
        Nominations.drawn(accepted, position, config.queue().sampleShare()).ifPresent(nominations::add);
        nominations.addAll(early.take(photo.getImageId()));
        for (LabelEvent nomination : nominations) {
            QueueDesk.nominate(photo, shelf.load(photo.getImageId()), nomination, config.annotators())
                    .ifPresent(fact -> {
                        shelf.apply(
                                photo.getImageId(),
                                List.of(fact),
                                fact.getMeta().getCause());
                        context().forward(record.withValue(fact));
                    });
        }
    }
}
