package io.verdict.connectors.runs;

import io.verdict.connectors.store.Content;
import io.verdict.connectors.store.ObjectRef;
import io.verdict.connectors.store.ObjectStore;
import io.verdict.connectors.store.ObjectTags;
import io.verdict.connectors.store.Placement;
import io.verdict.connectors.store.StoreException;
import io.verdict.connectors.store.Zone;
import io.verdict.events.StoredObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;

/**
 * What a run keeps in the object store, by content hash.
 *
 * @param region region of the objects' keys, for example {@code local}
 */
record RunObjects(ObjectStore store, String region, String runId, Clock clock) {

    StoredObject put(Path file, String extension) throws IOException {
        Placement placement =
                new Placement(Zone.RUNS, region, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC), extension);
        return store.put(Content.of(file), placement, ObjectTags.of(Map.of("run", runId)));
    }

    /** Fetches an object; the file appears verified or not at all. */
    Path fetch(StoredObject object, Path file) throws StoreException {
        store.copyTo(ObjectRef.of(object), file);
        return file;
    }
}
