package io.verdict.connectors.sagemaker;

import io.verdict.connectors.store.Content;
import io.verdict.connectors.store.Digests;
import io.verdict.connectors.store.ListedObject;
import io.verdict.connectors.store.ObjectRef;
import io.verdict.connectors.store.ObjectStore;
import io.verdict.connectors.store.ObjectTags;
import io.verdict.connectors.store.Placement;
import io.verdict.connectors.store.StoreException;
import io.verdict.events.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A bucket in memory that SageMaker's side of a test can reach, too. */
final class BucketStore implements ObjectStore {

    static final String ROOT = "s3://bucket/team";

    private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
    private final List<Path> copies = new CopyOnWriteArrayList<>();
    private volatile boolean breaksOff;

    /** Copies end halfway from now on and leave something behind. */
    void breakOff() {
        breaksOff = true;
    }

    /** Where copies were made. */
    List<Path> copies() {
        return copies;
    }

    /** What a job leaves there. */
    void leave(String uri, byte[] bytes) {
        objects.put(uri, bytes);
    }

    @Override
    public StoredObject put(Content content, Placement placement, ObjectTags tags) {
        try (InputStream in = content.open()) {
            String uri = ROOT + "/" + placement.key(content.digests().sha256());
            objects.put(uri, in.readAllBytes());
            Digests digests = content.digests();
            return new StoredObject(uri, null, digests.sha256(), digests.md5(), digests.sizeBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public byte[] get(ObjectRef object) throws StoreException {
        byte[] bytes = read(object.uri(), object.version());
        if (!Digests.of(bytes).sha256().equals(object.sha256())) {
            throw new StoreException(StoreException.Kind.HASH_MISMATCH, object.uri() + " is something else");
        }
        return bytes;
    }

    @Override
    public byte[] read(String uri, Optional<String> version) throws StoreException {
        if (!objects.containsKey(uri)) {
            throw new StoreException(StoreException.Kind.NOT_FOUND, "There is no " + uri);
        }
        return objects.get(uri);
    }

    @Override
    public void copyTo(ObjectRef object, Path file) throws StoreException {
        copies.add(file);
        try {
            if (breaksOff) {
                Files.writeString(file.resolveSibling("half"), "a,");
                throw new StoreException(StoreException.Kind.NOT_FOUND, "The bucket is gone");
            }
            Files.write(file, get(object));
        } catch (StoreException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean exists(ObjectRef object) {
        return objects.containsKey(object.uri());
    }

    @Override
    public ObjectTags tags(String uri) {
        return ObjectTags.of(Map.of());
    }

    @Override
    public void tag(String uri, ObjectTags tags) {
        throw new UnsupportedOperationException("No test tags");
    }

    @Override
    public void delete(String uri) {
        objects.remove(uri);
    }

    @Override
    public void list(String prefix, Consumer<? super ListedObject> each) {
        objects.forEach((uri, bytes) -> {
            String key = uri.substring(ROOT.length() + 1);
            if (key.startsWith(prefix)) {
                each.accept(new ListedObject(uri, key, bytes.length, Instant.EPOCH));
            }
        });
    }

    @Override
    public boolean owns(String uri) {
        return uri.startsWith(ROOT + "/");
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
