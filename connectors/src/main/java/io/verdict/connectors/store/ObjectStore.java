package io.verdict.connectors.store;

import io.verdict.events.StoredObject;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A store of immutable objects under their content hash.
 *
 * <p>All calls block and all implementations are thread-safe. URIs of another store, or that lead outside of this one's
 * root, are {@link StoreException.Kind#DENIED}.
 */
public interface ObjectStore extends AutoCloseable {

    /**
     * Stores content at its place; the object appears whole or not at all, and is durable when this returns.
     *
     * <p>Storing the same content at the same place again writes nothing but adds the tags. An object there whose bytes
     * were damaged is replaced.
     *
     * @return what the log has to know about the object
     * @throws StoreException HASH_MISMATCH if the content no longer has its digests, FULL if there is no room
     */
    StoredObject put(Content content, Placement placement, ObjectTags tags) throws StoreException;

    /**
     * The bytes of an object.
     *
     * @throws StoreException NOT_FOUND, or HASH_MISMATCH if they do not have the SHA-256 of the reference
     */
    byte[] get(ObjectRef object) throws StoreException;

    /**
     * The bytes of an object as they lie there, for a caller that verifies them itself.
     *
     * @param version the store's version id; empty for the current one
     * @throws StoreException NOT_FOUND
     */
    byte[] read(String uri, Optional<String> version) throws StoreException;

    /**
     * Copies an object into a file, for objects too large for memory; the file appears verified or not at all.
     *
     * @throws StoreException as {@link #get}
     */
    void copyTo(ObjectRef object, Path file) throws StoreException;

    /** Whether the object is there, without reading its bytes. */
    boolean exists(ObjectRef object) throws StoreException;

    /** The tags of the current version of an object. */
    ObjectTags tags(String uri) throws StoreException;

    /** Replaces the tags of the current version of an object. */
    void tag(String uri, ObjectTags tags) throws StoreException;

    /** Erases an object with all its versions and tags; nothing happens if there is none. */
    void delete(String uri) throws StoreException;

    /** Names every object whose key begins with a prefix, in no promised order and without holding them all in memory. */
    void list(String prefix, Consumer<? super ListedObject> each) throws StoreException;

    /** Whether a URI lies in this store. */
    boolean owns(String uri);

    @Override
    void close();
}
