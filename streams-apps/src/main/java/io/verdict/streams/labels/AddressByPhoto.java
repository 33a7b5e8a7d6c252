package io.verdict.streams.labels;

import io.verdict.events.ImageAccepted;
import io.verdict.streams.app.ListingKeys;
import io.verdict.streams.app.Positions;
import io.verdict.streams.app.UnusableRecordException;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Sends accepted photos to where their labels are decided on, and where they lie with them. */
final class AddressByPhoto extends ContextualProcessor<String, ImageAccepted, String, ImageAccepted> {

    @Override
    public void process(Record<String, ImageAccepted> record) {
        ImageAccepted accepted = record.value();
        if (accepted == null) {
            throw new UnusableRecordException("A fact has no value. Facts cannot be deleted.");
        }
        ListingKeys.check(record.key(), accepted.getPhoto().getListingId());
        Record<String, ImageAccepted> addressed =
                record.withKey(accepted.getPhoto().getImageId());
        Positions.write(addressed.headers(), Positions.of(context(), accepted.getMeta()));
        context().forward(addressed);
    }
}
