package io.verdict.avro;

/**
 * What answers is no schema registry, or does not let this user in: wrong credentials, missing rights, a wrong address.
 * No record is to blame for it, and asking again helps only once that is corrected.
 */
public final class RegistryRefusedException extends SchemaRegistryException {

    private static final long serialVersionUID = 1L;

    public RegistryRefusedException(String message) {
        super(message);
    }

    public RegistryRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
