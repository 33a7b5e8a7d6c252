package io.verdict.connectors.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;

/**
 * Writes files that appear whole, or not at all, and survive a power cut: temporary file, fsync, rename, fsync of the
 * folders.
 */
final class DurableFiles {

    private static final int BUFFER = 64 * 1024;

    private final Path incoming;
    private final ChannelOpener opener;

    /** Temporary files go to {@code incoming}, which must lie on the same file system as the targets. */
    DurableFiles(Path incoming, ChannelOpener opener) {
        this.incoming = incoming;
        this.opener = opener;
    }

    /** Says whether what was written may take its place. */
    @FunctionalInterface
    interface Check {
        void accept(Digests written) throws IOException;
    }

    void write(InputStream in, Path target, Check check) throws IOException {
        Files.createDirectories(incoming);
        Path part = incoming.resolve(UUID.randomUUID() + ".part");
        try {
            check.accept(fill(part, in));
            Deque<Path> created = createFolders(target.getParent());
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            created.addFirst(target.getParent());
            for (Path folder : created) {
                forceFolder(folder);
            }
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Removes what a process that was killed left unfinished before a point in time. */
    void forgetUnfinished(Instant before) throws IOException {
        if (!Files.isDirectory(incoming)) {
            return;
        }
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(incoming, "*.part")) {
            for (Path part : parts) {
                if (Files.getLastModifiedTime(part).toInstant().isBefore(before)) {
                    Files.deleteIfExists(part);
                }
            }
        } catch (NoSuchFileException finishedMeanwhile) {
            // Another process is at work here; the next opening sees the rest.
            return;
        }
    }

    private Digests fill(Path part, InputStream in) throws IOException {
        Digests.Running running = new Digests.Running();
        byte[] buffer = new byte[BUFFER];
        try (FileChannel channel = opener.create(part)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                running.update(buffer, 0, read);
                ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, read);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
            channel.force(true);
        }
        return running.finish();
    }

    /** The parents whose list of entries changed, so that it has to reach the disk too. */
    private static Deque<Path> createFolders(Path folder) throws IOException {
        Deque<Path> changed = new ArrayDeque<>();
        for (Path at = folder; at != null && !Files.isDirectory(at); at = at.getParent()) {
            changed.addLast(at.getParent());
        }
        Files.createDirectories(folder);
        return changed;
    }

    private static void forceFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException unsupported) {
            // Windows cannot open a folder, and journals the rename by itself.
            return;
        }
    }
}
