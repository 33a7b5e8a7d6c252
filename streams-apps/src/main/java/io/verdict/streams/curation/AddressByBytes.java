package io.verdict.streams.curation;

import io.verdict.events.ImageUploaded;
import io.verdict.streams.app.Positions;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Addresses uploads by the MD5 of their bytes, so that the same bytes meet; each carries where it lies in the log. */
final class AddressByBytes extends ContextualProcessor<String, ImageUploaded, String, ImageUploaded> {

    @Override
    public void process(Record<String, ImageUploaded> record) {
        ImageUploaded upload = record.value();
        Record<String, ImageUploaded> addressed =
                record.withKey(upload.getPhoto().getObject().getMd5());
        Positions.write(addressed.headers(), Positions.of(context(), upload.getMeta()));
        context().forward(addressed);
    }
}
