package io.verdict.connectors.sagemaker;

import io.verdict.connectors.runs.TrainingFault;
import io.verdict.events.RunFailure;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Takes the model out of a job's {@code model.tar.gz}. Only that file is written, but every entry is looked at: one that
 * would lead elsewhere (a path with {@code ..}, an absolute path, a link, a device), too many of them, or more bytes than
 * allowed refuse the archive whole.
 */
final class ModelArchive {

    private static final int MOST_ENTRIES = 10_000;
    private static final int BUFFER = 64 * 1024;

    private ModelArchive() {}

    /**
     * Writes the model to a file.
     *
     * @param name path of the model in the archive
     * @param largestBytes of everything in the archive
     * @throws TrainingFault if the archive is refused or has no such file; the file is not there then
     * @throws IOException if the file cannot be written, as on a full disk; it is not there then
     */
    static void extract(InputStream archive, String name, Path file, long largestBytes) throws IOException {
        boolean done = false;
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new GZIPInputStream(new BufferedInputStream(archive)))) {
            done = extract(tar, name, file, largestBytes);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (IOException | IllegalArgumentException e) {
            throw new TrainingFault(
                    RunFailure.NO_ARTIFACT,
                    "The job's model.tar.gz cannot be unpacked: %s. Look at what the container writes"
                            .formatted(e.getMessage()),
                    false,
                    e);
        } finally {
            if (!done) {
                Files.deleteIfExists(file);
            }
        }
        if (!done) {
            throw refused("has no %s; the container is to write it to /opt/ml/model/%s".formatted(name, name));
        }
    }

    private static boolean extract(TarArchiveInputStream tar, String name, Path file, long largestBytes)
            throws IOException {
        boolean found = false;
        long left = largestBytes;
        int entries = 0;
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            if (++entries > MOST_ENTRIES) {
                throw refused("has more than %d entries".formatted(MOST_ENTRIES));
            }
            requireHarmless(entry);
            if (entry.isDirectory()) {
                continue;
            }
            boolean wanted = plain(entry.getName()).equals(name);
            if (wanted && found) {
                throw refused("has %s twice".formatted(name));
            }
            try (OutputStream out = wanted ? created(file) : OutputStream.nullOutputStream()) {
                left -= copy(tar, out, left, largestBytes);
            }
            found |= wanted;
        }
        return found;
    }

    /** What an entry says of its size is not believed. */
    private static long copy(InputStream in, OutputStream out, long left, long largestBytes) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long copied = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            copied += read;
            if (copied > left) {
                throw refused(
                        "holds more than %d bytes; raise places.largestMib if that is right".formatted(largestBytes));
            }
            write(out, buffer, read);
        }
        return copied;
    }

    private static OutputStream created(Path file) {
        try {
            return Files.newOutputStream(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** That there is no room is not the archive's fault, and is not to be taken for it. */
    private static void write(OutputStream out, byte[] bytes, int count) {
        try {
            out.write(bytes, 0, count);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void requireHarmless(TarArchiveEntry entry) {
        String name = entry.getName();
        boolean leadsAway = name.startsWith("/")
                || name.contains("\\")
                || name.matches("[A-Za-z]:.*")
                || name.indexOf('\0') >= 0
                || Arrays.asList(name.split("/")).contains("..");
        if (leadsAway) {
            throw refused("has an entry '%s', which leads out of the folder".formatted(name));
        }
        boolean plainFile = entry.isFile() && !entry.isSymbolicLink() && !entry.isLink();
        if (!entry.isDirectory() && !plainFile) {
            throw refused("has an entry '%s', which is neither a file nor a folder".formatted(name));
        }
    }

    private static String plain(String name) {
        return name.startsWith("./") ? name.substring(2) : name;
    }

    private static TrainingFault refused(String what) {
        return new TrainingFault(
                RunFailure.NO_ARTIFACT,
                "The job's model.tar.gz is refused: it %s. Nothing was published".formatted(what));
    }
}
