package io.verdict.launcher.platform;

import io.verdict.connectors.store.ObjectStore;
import io.verdict.connectors.store.StoreException;
import io.verdict.inference.fetch.ObjectReadException;
import io.verdict.inference.fetch.ObjectReadException.Kind;
import io.verdict.inference.fetch.ObjectReader;
import java.util.Optional;

/** Gives the inference-consumer the bytes of the object store; the consumer verifies their hash itself. Thread-safe. */
public final class StoreReader implements ObjectReader {

    private final ObjectStore store;

    public StoreReader(ObjectStore store) {
        this.store = store;
    }

    @Override
    public byte[] read(String uri, String version) throws ObjectReadException {
        try {
            return store.read(uri, Optional.ofNullable(version));
        } catch (StoreException e) {
            throw new ObjectReadException(kind(e.kind()), e.getMessage(), e);
        }
    }

    private static Kind kind(StoreException.Kind kind) {
        return switch (kind) {
            case NOT_FOUND -> Kind.MISSING;
            case HASH_MISMATCH, UNAVAILABLE, DENIED, FULL -> Kind.UNAVAILABLE;
        };
    }
}
