package io.verdict.avro;

import org.apache.kafka.common.errors.SerializationException;

/** The schema registry refused a request, or what it answered cannot be used; asking again will not help. */
public class SchemaRegistryException extends SerializationException {

    private static final long serialVersionUID = 1L;

    public SchemaRegistryException(String message) {
        super(message);
    }

    public SchemaRegistryException(String message, Throwable cause) {
        super(message, cause);
    }
}
