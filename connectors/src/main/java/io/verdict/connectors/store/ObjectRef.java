package io.verdict.connectors.store;

import io.verdict.events.StoredObject;
import java.util.Objects;
import java.util.Optional;

/**
 * Names one stored object and what its bytes must hash to.
 *
 * @param uri {@code file:} or {@code s3:} URI
 * @param version the store's version id; empty for the current one
 * @param sha256 SHA-256 that the bytes must have, 64 lower-case hex digits
 */
public record ObjectRef(String uri, Optional<String> version, String sha256) {

    /** Refuses nulls. */
    public ObjectRef {
        Objects.requireNonNull(uri, "uri");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(sha256, "sha256");
    }

    /** The reference that an event carries. */
    public static ObjectRef of(StoredObject object) {
        return new ObjectRef(object.getUri(), Optional.ofNullable(object.getVersion()), object.getSha256());
    }
}
