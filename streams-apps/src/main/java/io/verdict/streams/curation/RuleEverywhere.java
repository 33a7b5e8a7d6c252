package io.verdict.streams.curation;

import io.verdict.events.ImageUploaded;
import io.verdict.events.LogPosition;
import io.verdict.streams.app.Positions;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Remembers every upload by its bytes, and rules on those whose source compares with all photos. */
final class RuleEverywhere extends ContextualProcessor<String, ImageUploaded, String, Ruling> {

    static final String STORE = "uploads-everywhere";

    private final CurationConfig config;
    private final Judge judge;
    private UploadMemory memory;

    RuleEverywhere(CurationConfig config) {
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
        LogPosition position = Positions.take(record.headers(), upload.getMeta());
        if (config.rulesFor(upload.getPhoto().getSource()).duplicates() == DuplicateScope.EVERYWHERE) {
            Ruling ruling = judge.rule(
                    new Judge.Case(upload, position, record.timestamp()),
                    memory.around(record.key(), record.timestamp()));
            context().forward(record.withValue(ruling));
        }
        memory.add(record.key(), record.timestamp(), upload);
    }
}
