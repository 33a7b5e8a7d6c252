package io.verdict.stack;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A directory held by this process alone until it is closed; a temporary one is deleted then.
 *
 * <p>The lock is the operating system's, so it goes with its process however that ends. Beside it lies the holder's
 * name, for the message that the next one gets.
 */
final class DataDirectory implements AutoCloseable {
    private static final String LOCK = ".lock";
    private static final String HOLDER = ".holder";
    private static final long MINIMUM_FREE_BYTES = 64L << 20;

    private final Path path;
    private final boolean temporary;
    private final FileChannel channel;

    private DataDirectory(Path path, boolean temporary, FileChannel channel) {
        this.path = path;
        this.temporary = temporary;
        this.channel = channel;
    }

    /**
     * Takes the directory, making it where it is missing.
     *
     * @param given the directory, or empty for a temporary one
     * @param what what wants it, for messages, e.g. "broker"
     * @throws StackException when it cannot be written, its disk is full or a live process holds it
     */
    static DataDirectory open(Optional<Path> given, String what) {
        return open(given, what, MINIMUM_FREE_BYTES);
    }

    static DataDirectory open(Optional<Path> given, String what, long minimumFreeBytes) {
        Path path = given.orElseGet(() -> temporary(what));
        try {
            Files.createDirectories(path);
            if (!Files.isWritable(path)) {
                throw new IOException("no permission to write");
            }
            refuseThisProcess(path, what);
            refuseFullDisk(path, what, minimumFreeBytes);
            return new DataDirectory(path, given.isEmpty(), lock(path, what));
        } catch (IOException e) {
            throw new StackException(
                    "The " + what + "'s data directory " + path + " cannot be used (" + e
                            + "). Give a directory that this user may write to.",
                    e);
        }
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(path.resolve(HOLDER));
            channel.close();
            if (temporary) {
                delete(path);
            }
        } catch (IOException e) {
            throw new StackException("The data directory " + path + " could not be given back: " + e, e);
        }
    }

    /** Deletes a directory and what is in it; what others delete meanwhile is no error. */
    static void delete(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> paths = Files.walk(root)) {
            deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.deleteIfExists(path);
        }
    }

    private static Path temporary(String what) {
        try {
            return Files.createTempDirectory("verdict-" + what.replace(' ', '-') + "-");
        } catch (IOException e) {
            throw new StackException(
                    "No temporary directory could be made for the " + what + " (" + e
                            + "). Free some disk space, or set -Djava.io.tmpdir to a directory that can be written.",
                    e);
        }
    }

    private static void refuseFullDisk(Path path, String what, long minimumFreeBytes) throws IOException {
        long free = Files.getFileStore(path).getUsableSpace();
        if (free < minimumFreeBytes) {
            throw new StackException("The " + what + "'s data directory " + path + " has " + (free >> 20)
                    + " MiB of disk left; it needs " + (minimumFreeBytes >> 20)
                    + " to start. Free some space, or give a directory on another disk.");
        }
    }

    /*
     * Read before the lock file is opened: POSIX gives all locks of a file back when any of a process's descriptors
     * of it is closed, so a second attempt in this process must not touch the file.
     */
    private static void refuseThisProcess(Path path, String what) throws IOException {
        if (holder(path).filter(ProcessIdentity::isCurrent).isPresent()) {
            throw new StackException("The " + what + "'s data directory " + path
                    + " is in use by this process already. Close the one that uses it, or give another directory.");
        }
    }

    private static FileChannel lock(Path path, String what) throws IOException {
        FileChannel channel = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() == null) {
                throw new StackException("The " + what + "'s data directory " + path + " is in use by "
                        + holder(path)
                                .map(process -> "process " + process.pid())
                                .orElse("another process")
                        + ". Stop that one, or give another directory.");
            }
            Files.writeString(path.resolve(HOLDER), ProcessIdentity.current().toString());
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static Optional<ProcessIdentity> holder(Path path) throws IOException {
        Path holder = path.resolve(HOLDER);
        return Files.exists(holder) ? ProcessIdentity.parse(Files.readString(holder)) : Optional.empty();
    }
}
