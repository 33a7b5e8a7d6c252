package io.verdict.inference.decide;

import io.verdict.events.ImageAccepted;
import io.verdict.events.LogPosition;
import io.verdict.events.Photo;
import java.util.List;
import org.apache.kafka.common.header.Header;

/**
 * A photo as it came from the log.
 *
 * @param trace headers that carry the trace on, such as W3C {@code traceparent}
 */
public record Accepted(ImageAccepted event, LogPosition position, List<Header> trace) {

    public Photo photo() {
        return event.getPhoto();
    }
}
