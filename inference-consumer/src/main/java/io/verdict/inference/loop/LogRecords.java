package io.verdict.inference.loop;

import io.verdict.inference.pipeline.Publishing;
import io.verdict.inference.progress.Outcome;
import io.verdict.inference.status.Telemetry;
import io.verdict.inference.status.Telemetry.Event;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What every intake does with a record of the log, whatever it says. */
final class LogRecords {
    private static final Logger LOG = LoggerFactory.getLogger(LogRecords.class);
    private static final List<String> TRACE_HEADERS = List.of("traceparent", "tracestate");
    /** What W3C Trace Context asks everybody to pass on, in characters; longer ones are left out. */
    private static final int LONGEST_TRACE = 512;

    private LogRecords() {}

    /** Headers that carry the trace on. */
    static List<Header> trace(ConsumerRecord<byte[], byte[]> record) {
        List<Header> headers = new ArrayList<>(TRACE_HEADERS.size());
        for (String name : TRACE_HEADERS) {
            Header header = record.headers().lastHeader(name);
            if (header != null && header.value() != null && header.value().length <= LONGEST_TRACE) {
                headers.add(header);
            }
        }
        return List.copyOf(headers);
    }

    /** A record that cannot be read goes to the dead letters. */
    static Outcome unreadable(ConsumerRecord<byte[], byte[]> record, String why, Telemetry telemetry) {
        LOG.error(
                "The record at {}-{}, offset {} goes to the dead letters: {}",
                record.topic(),
                record.partition(),
                record.offset(),
                why);
        return new Outcome.Answered(
                List.of(Publishing.deadLetter(record, why)),
                System.nanoTime(),
                null,
                () -> telemetry.count(Event.DEAD_LETTER));
    }
}
