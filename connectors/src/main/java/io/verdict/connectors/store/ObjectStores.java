package io.verdict.connectors.store;

import io.verdict.connectors.store.StoreException.Kind;
import java.net.URI;
import java.nio.file.Path;

/** Opens the object store that a URI names: {@code file:///folder} or {@code s3://bucket/prefix}. */
public final class ObjectStores {

    private ObjectStores() {}

    /**
     * Opens a store; the caller closes it.
     *
     * @throws StoreException DENIED if the URI names no store that there is, or its folder cannot be written
     */
    public static ObjectStore open(String uri, StoreOptions options) throws StoreException {
        int colon = uri.indexOf(':');
        String scheme = colon < 0 ? "" : uri.substring(0, colon);
        return switch (scheme) {
            case "file" -> FileObjectStore.open(folder(uri));
            case "s3" -> S3ObjectStore.open(S3Root.parse(uri), options);
            default ->
                throw new StoreException(
                        Kind.DENIED,
                        "No object store for '%s': use file:///folder or s3://bucket/prefix".formatted(uri));
        };
    }

    private static Path folder(String uri) throws StoreException {
        try {
            return Path.of(URI.create(uri));
        } catch (IllegalArgumentException e) {
            throw new StoreException(
                    Kind.DENIED,
                    "'%s' names no folder: use an absolute one, as in file:///var/lib/verdict/objects".formatted(uri),
                    e);
        }
    }
}
