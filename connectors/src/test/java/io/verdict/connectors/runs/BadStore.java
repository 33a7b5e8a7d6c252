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

/** A store that does not take things as the one behind it would. */
record BadStore(ObjectStore store, Taking taking) implements ObjectStore {

    /** What happens to something that is to be stored; {@code next} would store it. */
    interface Taking {
        StoredObject take(Taken next) throws StoreException;
    }

    /** Stores it after all. */
    interface Taken {
        StoredObject store() throws StoreException;
    }

    @Override
    public StoredObject put(Content content, Placement placement, ObjectTags tags) throws StoreException {
        return taking.take(() -> store.put(content, placement, tags));
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
