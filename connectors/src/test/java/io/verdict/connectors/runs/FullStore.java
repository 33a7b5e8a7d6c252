package io.verdict.connectors.runs;

import io.verdict.connectors.store.Content;
import io.verdict.connectors.store.ListedObject;
import io.verdict.connectors.store.ObjectRef;
import io.verdict.connectors.store.ObjectStore;
import io.verdict.connectors.store.ObjectTags;
import io.verdict.connectors.store.Placement;
import io.verdict.connectors.store.StoreException;
import io.verdict.events.StoredObject;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** A store without room for anything more. */
record FullStore(ObjectStore store) implements ObjectStore {

    @Override
    public StoredObject put(Content content, Placement placement, ObjectTags tags) throws StoreException {
        throw new StoreException(StoreException.Kind.FULL, "no room left");
    }

    @Override
    public byte[] get(ObjectRef object) throws StoreException {
        return store.get(object);
    }

    @Override
    public byte[] read(String uri, Optional<String> version) throws StoreException {
        return store.read(uri, version);
    }

    @Override
    public void copyTo(ObjectRef object, Path file) throws StoreException {
        store.copyTo(object, file);
    }

    @Override
    public boolean exists(ObjectRef object) throws StoreException {
        return store.exists(object);
    }

    @Override
    public ObjectTags tags(String uri) throws StoreException {
        return store.tags(uri);
    }

    @Override
    public void tag(String uri, ObjectTags tags) throws StoreException {
        store.tag(uri, tags);
    }

    @Override
    public void delete(String uri) throws StoreException {
        store.delete(uri);
    }

    @Override
    public void list(String prefix, Consumer<? super ListedObject> each) throws StoreException {
        store.list(prefix, each);
    }

    @Override
    public boolean owns(String uri) {
        return store.owns(uri);
    }

    @Override
    public void close() {
        store.close();
    }
}
