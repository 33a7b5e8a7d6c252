package io.verdict.avro;

import org.apache.kafka.common.errors.SerializationException;

/** A record's bytes are not what its topic's schema says; the same bytes will never be read. */
public final class RecordFormatException extends SerializationException {

    private static final long serialVersionUID = 1L;

    public RecordFormatException(String message) {
        super(message);
    }

    public RecordFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
