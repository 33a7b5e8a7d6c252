package io.verdict.connectors.ingest;

import io.verdict.events.ImageUploaded;
import io.verdict.events.Meta;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * The headers of an upload: CloudEvents 1.0 attributes in Kafka's binary mode, and a W3C trace context whose trace is
 * the correlation.
 */
final class UploadHeaders {

    private static final String SOURCE = "/ingest";

    private UploadHeaders() {}

    static Headers of(ImageUploaded upload) {
        Meta meta = upload.getMeta();
        Map<String, String> values = Map.of(
                "ce_specversion", "1.0",
                "ce_id", meta.getEventId(),
                "ce_source", SOURCE,
                "ce_type", ImageUploaded.class.getName(),
                "ce_subject", upload.getPhoto().getImageId(),
                "ce_time", meta.getTime().toString(),
                "content-type", "application/avro",
                "traceparent", traceParent(meta));
        Headers headers = new RecordHeaders();
        values.forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
        return headers;
    }

    private static String traceParent(Meta meta) {
        UUID trace = UUID.fromString(meta.getCorrelationId());
        UUID span = UUID.fromString(meta.getEventId());
        return String.format(
                Locale.ROOT,
                "00-%016x%016x-%016x-01",
                trace.getMostSignificantBits(),
                trace.getLeastSignificantBits(),
                span.getLeastSignificantBits());
    }
}
