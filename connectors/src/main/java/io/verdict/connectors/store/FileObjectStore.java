package io.verdict.connectors.store;

import io.verdict.connectors.store.StoreException.Kind;
import io.verdict.events.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An object store in a folder, for one machine or a shared file system.
 *
 * <p>Versions: an object never changes under its key, so its version id is the first 16 hex digits of its SHA-256; a
 * reference to another version is NOT_FOUND. Thread-safe, also between processes: files appear by atomic rename.
 */
public final class FileObjectStore implements ObjectStore {

    private static final String INCOMING = ".incoming";
    private static final int VERSION_DIGITS = 16;
    private static final Duration UNFINISHED = Duration.ofDays(1);

    private final FileRoot root;
    private final DurableFiles files;
    private final TagSidecar sidecars;

    private FileObjectStore(FileRoot root, ChannelOpener opener) {
        this.root = root;
        this.files = new DurableFiles(root.folder().resolve(INCOMING), opener);
        this.sidecars = new TagSidecar(files);
    }

    /**
     * Opens the store in a folder, which is created if missing.
     *
     * @throws StoreException DENIED if the folder cannot be made or written
     */
    public static FileObjectStore open(Path folder) throws StoreException {
        return open(
                folder,
                file -> FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                Clock.systemUTC());
    }

    static FileObjectStore open(Path folder, ChannelOpener opener, Clock clock) throws StoreException {
        try {
            Files.createDirectories(folder);
            if (!Files.isWritable(folder)) {
                throw new StoreException(
                        Kind.DENIED, "Cannot open the object store: %s is not writable".formatted(folder));
            }
            FileObjectStore store = new FileObjectStore(new FileRoot(folder.toRealPath()), opener);
            // No upload takes that long, whoever else works in this folder.
            store.files.forgetUnfinished(clock.instant().minus(UNFINISHED));
            return store;
        } catch (IOException e) {
            throw FileFaults.translate(e, "open the object store", folder);
        }
    }

    @Override
    public StoredObject put(Content content, Placement placement, ObjectTags tags) throws StoreException {
        Digests digests = content.digests();
        Path target = root.folder().resolve(placement.key(digests.sha256()));
        try {
            if (!holds(target, digests)) {
                try (InputStream in = content.open()) {
                    files.write(in, target, written -> requireSame(digests, written));
                }
            }
            if (!tags.isEmpty()) {
                sidecars.write(target, sidecars.read(target).with(tags));
            }
        } catch (IOException e) {
            throw FileFaults.translate(e, "store an object", target);
        }
        return new StoredObject(
                target.toUri().toString(),
                version(digests.sha256()),
                digests.sha256(),
                digests.md5(),
                digests.sizeBytes());
    }

    @Override
    public byte[] get(ObjectRef object) throws StoreException {
        Path file = file(object);
        try {
            byte[] bytes = Files.readAllBytes(file);
            Verification.require(object, Digests.of(bytes));
            return bytes;
        } catch (IOException e) {
            throw FileFaults.translate(e, "read an object", file);
        }
    }

    @Override
    public byte[] read(String uri, Optional<String> version) throws StoreException {
        Path file = root.resolve(uri);
        String name = file.getFileName().toString();
        // The name begins with the SHA-256, and so with the version.
        boolean named = version.map(id -> id.length() == VERSION_DIGITS && name.startsWith(id))
                .orElse(true);
        if (!named) {
            throw new StoreException(
                    Kind.NOT_FOUND, "There is no version %s of %s".formatted(version.orElseThrow(), uri));
        }
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw FileFaults.translate(e, "read an object", file);
        }
    }

    @Override
    public void copyTo(ObjectRef object, Path target) throws StoreException {
        Path file = file(object);
        Path absolute = target.toAbsolutePath();
        DurableFiles beside = new DurableFiles(
                absolute.getParent(),
                part -> FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        try (InputStream in = Files.newInputStream(file)) {
            beside.write(in, absolute, written -> Verification.require(object, written));
        } catch (IOException e) {
            throw FileFaults.translate(e, "copy %s to %s".formatted(file, target), absolute);
        }
    }

    @Override
    public boolean exists(ObjectRef object) throws StoreException {
        Path file = root.resolve(object.uri());
        return Files.isRegularFile(file) && isVersion(object.version(), object.sha256());
    }

    @Override
    public ObjectTags tags(String uri) throws StoreException {
        Path file = present(uri);
        try {
            return sidecars.read(file);
        } catch (IOException e) {
            throw FileFaults.translate(e, "read the tags of an object", file);
        }
    }

    @Override
    public void tag(String uri, ObjectTags tags) throws StoreException {
        Path file = present(uri);
        try {
            sidecars.write(file, tags);
        } catch (IOException e) {
            throw FileFaults.translate(e, "tag an object", file);
        }
    }

    @Override
    public void delete(String uri) throws StoreException {
        Path file = root.resolve(uri);
        try {
            Files.deleteIfExists(file);
            sidecars.delete(file);
        } catch (IOException e) {
            throw FileFaults.translate(e, "delete an object", file);
        }
    }

    @Override
    public void list(String prefix, Consumer<? super ListedObject> each) throws StoreException {
        Path start = root.deepestFolder(prefix);
        try {
            if (Files.isDirectory(start)) {
                Files.walkFileTree(start, new Listing(root, prefix, each));
            }
        } catch (IOException e) {
            throw FileFaults.translate(e, "list objects", start);
        }
    }

    @Override
    public boolean owns(String uri) {
        return root.owns(uri);
    }

    @Override
    public void close() {
        // Nothing is held open between calls.
    }

    private Path file(ObjectRef object) throws StoreException {
        Path file = root.resolve(object.uri());
        if (!isVersion(object.version(), object.sha256())) {
            throw new StoreException(
                    Kind.NOT_FOUND,
                    "There is no version %s of %s; its version is %s"
                            .formatted(object.version().orElseThrow(), object.uri(), version(object.sha256())));
        }
        return file;
    }

    private Path present(String uri) throws StoreException {
        Path file = root.resolve(uri);
        if (!Files.isRegularFile(file)) {
            throw new StoreException(Kind.NOT_FOUND, "There is no object %s".formatted(uri));
        }
        return file;
    }

    private static boolean holds(Path target, Digests digests) throws IOException {
        if (!Files.isRegularFile(target) || Files.size(target) != digests.sizeBytes()) {
            return false;
        }
        try (InputStream in = Files.newInputStream(target)) {
            return Digests.of(in).equals(digests);
        }
    }

    private static void requireSame(Digests announced, Digests written) throws StoreException {
        if (!announced.equals(written)) {
            throw Verification.changed(announced, written);
        }
    }

    private static String version(String sha256) {
        return sha256.substring(0, VERSION_DIGITS);
    }

    private static boolean isVersion(Optional<String> version, String sha256) {
        return version.isEmpty() || version.get().equals(version(sha256));
    }

    /** Names the objects below a folder, skipping what the store keeps for itself. */
    private static final class Listing extends SimpleFileVisitor<Path> {
        private final FileRoot root;
        private final String prefix;
        private final Consumer<? super ListedObject> each;

        private Listing(FileRoot root, String prefix, Consumer<? super ListedObject> each) {
            this.root = root;
            this.prefix = prefix;
            this.each = each;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return TagSidecar.isSidecar(folder) && !folder.equals(root.folder())
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String key = root.key(file);
            if (attributes.isRegularFile() && key.startsWith(prefix) && !TagSidecar.isSidecar(file)) {
                each.accept(new ListedObject(
                        file.toUri().toString(),
                        key,
                        attributes.size(),
                        attributes.lastModifiedTime().toInstant()));
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
