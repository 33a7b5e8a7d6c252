package io.verdict.launcher.access;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** Files and folders that nobody but their owner may open, from the moment they are there. */
public final class OwnerOnly {
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");

    private OwnerOnly() {}

    /**
     * Makes a folder, or closes to others the one that is there.
     *
     * @throws AccessException where that cannot be done, for example on a file system without owners
     */
    public static void folder(Path folder) {
        try {
            if (!Files.exists(folder)) {
                Files.createDirectories(folder.getParent());
                Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(FOLDER));
            }
            Files.setPosixFilePermissions(folder, FOLDER);
        } catch (IOException | UnsupportedOperationException e) {
            throw cannot("be kept for this user alone", folder, e);
        }
    }

    /** Writes a file in one step: nobody sees half of it, and nobody else sees any of it. */
    static void write(Path file, String text) {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(fresh);
            try (ByteChannel channel = Files.newByteChannel(
                    fresh,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(FILE))) {
                ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | UnsupportedOperationException e) {
            throw cannot("be written for this user alone", file, e);
        }
    }

    /** Reads a file, unless others could read it too: then what it says is no secret any more. */
    static String read(Path file) {
        try {
            Set<PosixFilePermission> beyond = EnumSet.copyOf(Files.getPosixFilePermissions(file));
            beyond.removeAll(FOLDER);
            if (!beyond.isEmpty()) {
                throw new AccessException(
                        file + " is open to others than its owner " + beyond
                                + ". Delete it, so that the next start makes another password.",
                        null);
            }
            return Files.readString(file);
        } catch (IOException | UnsupportedOperationException e) {
            throw cannot("be read", file, e);
        }
    }

    private static AccessException cannot(String what, Path path, Exception e) {
        return new AccessException(
                path + " cannot " + what + " (" + e
                        + "). Give a data directory of yours, on a file system with owners and permissions.",
                e);
    }
}
