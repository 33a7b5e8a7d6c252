package io.verdict.launcher.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.verdict.connectors.store.Content;
import io.verdict.connectors.store.ObjectStore;
import io.verdict.connectors.store.ObjectStores;
import io.verdict.connectors.store.ObjectTags;
import io.verdict.connectors.store.Placement;
import io.verdict.connectors.store.StoreException;
import io.verdict.connectors.store.StoreOptions;
import io.verdict.connectors.store.Zone;
import io.verdict.events.StoredObject;
import io.verdict.inference.fetch.ObjectReadException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreReaderTest {

    @TempDir
    Path folder;

    private ObjectStore store;
    private StoreReader reader;

    @BeforeEach
    void open() throws StoreException {
        store = ObjectStores.open(folder.toUri().toString(), StoreOptions.defaults());
        reader = new StoreReader(store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void shouldReadWhatWasStored() throws StoreException, ObjectReadException {
        StoredObject stored = stored();

        assertThat(reader.read(stored.getUri(), stored.getVersion())).containsExactly(1, 2, 3);
    }

    @Test
    void shouldReadDamagedBytesAsTheyAre() throws IOException, ObjectReadException {
        StoredObject stored = stored();
        Path file = Path.of(URI.create(stored.getUri()));
        assertThat(file.toFile().setWritable(true)).isTrue();
        Files.write(file, new byte[] {9});

        assertThat(reader.read(stored.getUri(), null)).containsExactly(9);
    }

    @Test
    void shouldSayMissingOfWhatIsNotThere() throws IOException {
        StoredObject stored = stored();
        store.delete(stored.getUri());

        ObjectReadException e = catchThrowableOfType(
                ObjectReadException.class, () -> reader.read(stored.getUri(), stored.getVersion()));

        assertThat(e.kind()).isEqualTo(ObjectReadException.Kind.MISSING);
        assertThat(e)
                .hasCauseInstanceOf(StoreException.class)
                .hasMessage(e.getCause().getMessage());
    }

    @Test
    void shouldSayUnavailableOfWhatTheStoreRefuses() {
        ObjectReadException e =
                catchThrowableOfType(ObjectReadException.class, () -> reader.read("file:///etc/hostname", null));

        assertThat(e.kind()).isEqualTo(ObjectReadException.Kind.UNAVAILABLE);
    }

    private StoredObject stored() throws StoreException {
        Placement place = new Placement(Zone.MODELS, "test", LocalDate.of(2026, 5, 15), "bin");
        return store.put(Content.of(new byte[] {1, 2, 3}), place, ObjectTags.none());
    }
}
