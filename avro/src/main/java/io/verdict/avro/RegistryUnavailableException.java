package io.verdict.avro;

/** No schema registry answered, after every retry at every address; asking again later may help. */
public final class RegistryUnavailableException extends SchemaRegistryException {

    private static final long serialVersionUID = 1L;

    public RegistryUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
