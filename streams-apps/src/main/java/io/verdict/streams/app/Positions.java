package io.verdict.streams.app;

import io.verdict.avro.Envelope;
import io.verdict.events.LogPosition;
import io.verdict.events.Meta;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Where the record that an app is working on lies in the log. */
public final class Positions {

    /** Carries a position through a repartition topic, in whose coordinates nobody outside could look it up. */
    private static final String HEADER = "verdict-position";

    private Positions() {}

    /** Position of the current record. */
    public static LogPosition of(ProcessingContext context, Meta meta) {
        RecordMetadata record = context.recordMetadata()
                .orElseThrow(() -> new IllegalStateException("Asked for a position outside of a record"));
        return Envelope.position(record.topic(), record.partition(), record.offset(), meta);
    }

    /** Writes a position to headers. */
    public static void write(Headers headers, LogPosition position) {
        String text = position.getTopic() + "/" + position.getPartition() + "/" + position.getOffset();
        headers.remove(HEADER);
        headers.add(HEADER, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Takes a position out of headers. */
    public static LogPosition take(Headers headers, Meta meta) {
        Header header = headers.lastHeader(HEADER);
        if (header == null) {
            throw new IllegalStateException("A record of a repartition topic has no header " + HEADER);
        }
        headers.remove(HEADER);
        String[] parts = new String(header.value(), StandardCharsets.UTF_8).split("/");
        return Envelope.position(parts[0], Integer.parseInt(parts[1]), Long.parseLong(parts[2]), meta);
    }
}
