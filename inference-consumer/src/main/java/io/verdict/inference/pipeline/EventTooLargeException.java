package io.verdict.inference.pipeline;

import org.apache.kafka.common.errors.SerializationException;

/** An event is larger than the log takes, and would be each time that it is written. */
final class EventTooLargeException extends SerializationException {
    private static final long serialVersionUID = 1L;

    EventTooLargeException(String topic, int bytes, int most) {
        super("%d bytes for %s, where %d are the most".formatted(bytes, topic, most));
    }
}
