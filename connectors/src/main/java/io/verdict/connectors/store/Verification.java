package io.verdict.connectors.store;

import io.verdict.connectors.store.StoreException.Kind;

/** Compares the bytes that were read or written with those that were meant. */
final class Verification {

    private Verification() {}

    static void require(ObjectRef object, Digests read) throws StoreException {
        if (!read.sha256().equals(object.sha256())) {
            throw new StoreException(
                    Kind.HASH_MISMATCH,
                    "%s does not hold the bytes that were asked for: SHA-256 %s instead of %s (%d bytes)"
                            .formatted(object.uri(), read.sha256(), object.sha256(), read.sizeBytes()));
        }
    }

    static StoreException changed(Digests announced, Digests written) {
        return new StoreException(
                Kind.HASH_MISMATCH,
                "The content changed while it was being stored: SHA-256 %s (%d bytes) became %s (%d bytes)"
                        .formatted(announced.sha256(), announced.sizeBytes(), written.sha256(), written.sizeBytes()));
    }
}
