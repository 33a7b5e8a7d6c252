package io.verdict.streams.curation;

import io.verdict.events.ImageUploaded;
import io.verdict.events.Photo;
import io.verdict.streams.app.ListingKeys;
import io.verdict.streams.app.Positions;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Remembers every upload per listing, and rules on those whose source compares within the listing. */
final class RuleWithinListing extends ContextualProcessor<String, ImageUploaded, String, Ruling> {

    static final String STORE = "uploads-of-listing";

    private final CurationConfig config;
    private final Judge judge;
    private UploadMemory memory;

    RuleWithinListing(CurationConfig config) {
        this.config = config;
        this.judge = new Judge(config);
    }

    @Override
    public void init(ProcessorContext<String, Ruling> context) {
        super.init(context);
        memory = new UploadMemory(context.getStateStore(STORE), config.memory());
    }

    @Override
    public void process(Record<String, ImageUploaded> record) {
        ImageUploaded upload = record.value();
        Photo photo = upload.getPhoto();
        String key = ListingKeys.of(photo.getListingId(), photo.getObject().getMd5());
        if (config.rulesFor(photo.getSource()).duplicates() == DuplicateScope.LISTING) {
            Ruling ruling = judge.rule(
                    new Judge.Case(upload, Positions.of(context(), upload.getMeta()), record.timestamp()),
                    memory.around(key, record.timestamp()));
            context().forward(record.withValue(ruling));
        }
        memory.add(key, record.timestamp(), upload);
    }
}
