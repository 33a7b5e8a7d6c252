package io.verdict.connectors.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.connectors.store.StoreException.Kind;
import io.verdict.events.StoredObject;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FileObjectStoreTest extends ObjectStoreContract {

    @TempDir
    Path folder;

    private ObjectStore store;

    @BeforeEach
    void open() throws StoreException {
        store = ObjectStores.open(folder.toUri().toString(), StoreOptions.defaults());
    }

    @Override
    ObjectStore store() {
        return store;
    }

    @Override
    String foreignUri() {
        return folder.resolveSibling("elsewhere.jpg").toUri().toString();
    }

    @Override
    String otherVersion() {
        return "0123456789abcdef";
    }

    @Test
    void shouldUseTheHashAsVersion() throws Exception {
        StoredObject stored = put("abc", "version");

        assertThat(stored.getVersion()).isEqualTo("ba7816bf8f01cfea");
    }

    @Test
    void shouldLeaveNoTemporaryFiles() throws Exception {
        put("one", "temporary");
        store.put(Content.of("two".getBytes(UTF_8)), in("temporary"), ObjectTags.of(Map.of("a", "b")));

        assertThat(folder.resolve(".incoming")).isEmptyDirectory();
    }

    @Test
    void shouldForgetWhatAKilledProcessLeftUnfinished() throws Exception {
        Path incoming = Files.createDirectories(folder.resolve(".incoming"));
        Path part = Files.writeString(incoming.resolve("x.part"), "half");
        Instant written = Files.getLastModifiedTime(part).toInstant();

        reopenAt(written.plus(Duration.ofHours(23)));
        assertThat(part).exists();

        reopenAt(written.plus(Duration.ofHours(25)));
        assertThat(part).doesNotExist();
    }

    private void reopenAt(Instant now) throws StoreException {
        FileObjectStore.open(folder, FileObjectStoreTest::create, Clock.fixed(now, ZoneOffset.UTC))
                .close();
    }

    @Test
    void shouldReplaceADamagedObject() throws Exception {
        StoredObject stored = put("whole", "damaged");
        Path file = Path.of(URI.create(stored.getUri()));
        Files.writeString(file, "wh0le");

        assertFails(Kind.HASH_MISMATCH, () -> store.get(ObjectRef.of(stored)));
        put("whole", "damaged");

        assertThat(file).hasContent("whole");
    }

    @Test
    void shouldReplaceAnObjectThatWasCutShort() throws Exception {
        StoredObject stored = put("whole", "cut");
        Path file = Path.of(URI.create(stored.getUri()));
        Files.writeString(file, "");

        put("whole", "cut");

        assertThat(file).hasContent("whole");
    }

    @Test
    void shouldNotLetAUriClimbOut() {
        String climbing = folder.toUri() + "raw/../../secret.jpg";
        String itself = folder.toUri().toString();

        assertThat(store.owns(climbing)).isFalse();
        assertFails(Kind.DENIED, () -> store.delete(climbing));
        assertFails(Kind.DENIED, () -> store.delete(itself));
        assertFails(Kind.DENIED, () -> store.delete("file://otherhost/x"));
        assertFails(Kind.DENIED, () -> store.list("../", each -> {}));
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Links need a privilege there")
    void shouldNotFollowALinkOutOfTheFolder() throws Exception {
        Path secret = Files.writeString(scratch.resolve("secret.jpg"), "secret");
        Path link = Files.createSymbolicLink(folder.resolve("link"), scratch);
        String uri = link.resolve("secret.jpg").toUri().toString();
        String sha256 = Digests.of(Files.readAllBytes(secret)).sha256();

        assertFails(Kind.DENIED, () -> store.get(new ObjectRef(uri, Optional.empty(), sha256)));
    }

    @Test
    void shouldOpenAFolderThatIsNotThereYet() throws Exception {
        Path fresh = folder.resolve("a/b");

        try (ObjectStore opened = FileObjectStore.open(fresh)) {
            assertThat(opened.owns(fresh.toUri() + "raw/x")).isTrue();
        }
        assertThat(fresh).isDirectory();
    }

    @Test
    void shouldSayThatTheFolderIsAFile() throws Exception {
        Path file = Files.writeString(scratch.resolve("file"), "");

        assertThatThrownBy(() -> FileObjectStore.open(file))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("Cannot open the object store")
                .hasMessageContaining(file.toString());
    }

    @Test
    void shouldSayThatTheDiskIsFullAndLeaveNothing() throws Exception {
        ObjectStore full = FileObjectStore.open(folder, file -> new FullDisk(create(file), 100_000), Clock.systemUTC());

        assertThatThrownBy(() -> full.put(Content.of(randomBytes(300_000)), in("full"), ObjectTags.none()))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.FULL))
                .hasMessageContaining("no room left on the disk of")
                .hasMessageContaining("Free some space");
        assertThat(files(folder)).isEmpty();

        // The first upload after some space was freed.
        assertThat(store.put(Content.of(randomBytes(300_000)), in("full"), ObjectTags.none())
                        .getSizeBytes())
                .isEqualTo(300_000);
    }

    /** A device of Linux that refuses every write with the kernel's own "no space left". */
    static boolean hasFullDevice() {
        return Files.isWritable(Path.of("/dev/full"));
    }

    @Test
    @EnabledIf("hasFullDevice")
    void shouldRecogniseTheKernelsWordsForAFullDisk() throws Exception {
        ObjectStore full = FileObjectStore.open(
                folder, file -> FileChannel.open(Path.of("/dev/full"), StandardOpenOption.WRITE), Clock.systemUTC());

        assertFails(Kind.FULL, () -> full.put(Content.of(randomBytes(10)), in("full"), ObjectTags.none()));
        assertThat(files(folder)).isEmpty();
    }

    private static FileChannel create(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    private static Stream<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList().stream();
        }
    }
}
