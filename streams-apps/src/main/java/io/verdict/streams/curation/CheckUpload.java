package io.verdict.streams.curation;

import io.verdict.events.ImageUploaded;
import io.verdict.streams.app.ListingKeys;
import io.verdict.streams.app.UnusableRecordException;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Lets only uploads through that can be ruled on; the others are dead letters. */
final class CheckUpload extends ContextualProcessor<String, ImageUploaded, String, ImageUploaded> {

    @Override
    public void process(Record<String, ImageUploaded> record) {
        if (record.value() == null) {
            throw new UnusableRecordException("An upload has no value. Uploads are facts and cannot be deleted.");
        }
        ListingKeys.check(record.key(), record.value().getPhoto().getListingId());
        context().forward(record);
    }
}
