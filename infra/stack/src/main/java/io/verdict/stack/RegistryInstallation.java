package io.verdict.stack;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * The schema registry's distribution, unpacked once per version and user into a cache directory: the one named by the
 * system property {@value #CACHE_PROPERTY}, else {@code $XDG_CACHE_HOME/verdict}, else {@code ~/.cache/verdict}.
 *
 * @param runner the jar to run
 */
record RegistryInstallation(Path runner) {
    /** System property with the cache directory. Not below a shared temporary directory: what lies there is run. */
    static final String CACHE_PROPERTY = "verdict.cache";

    /**
     * Unpacks the distribution if no earlier start has; safe against other processes that do the same.
     *
     * @throws StackException when the archive is broken or the cache cannot be written
     */
    static synchronized RegistryInstallation ready() {
        return ready(cache(), RegistryArchive.version(), RegistryArchive::find);
    }

    static RegistryInstallation ready(Path cache, String version, Supplier<Path> archives) {
        Path home = cache.resolve("apicurio-registry-" + version);
        Path runner = home.resolve("apicurio-registry-app-" + version + "-runner.jar");
        if (!Files.exists(home)) {
            Path archive = archives.get();
            try {
                Files.createDirectories(cache);
                unpackOnce(archive, home);
            } catch (IOException e) {
                throw new StackException(
                        "The schema registry's distribution " + archive + " cannot be unpacked into " + home + " (" + e
                                + "). See to free disk space (120 MB) and permissions, give another cache with -D"
                                + CACHE_PROPERTY
                                + "=DIRECTORY, or delete the archive if it is damaged and build again.",
                        e);
            }
        }
        return new RegistryInstallation(runner);
    }

    private static void unpackOnce(Path archive, Path home) throws IOException {
        Path lock = home.resolveSibling(home.getFileName() + ".lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock();
            if (Files.exists(home)) {
                return;
            }
            // Renamed when complete, so that a crash leaves no half of a registry that looks whole.
            Path forming = home.resolveSibling(home.getFileName() + ".forming");
            DataDirectory.delete(forming);
            unpack(archive, forming);
            Files.move(forming, home, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static void unpack(Path archive, Path target) throws IOException {
        try (InputStream file = new BufferedInputStream(Files.newInputStream(archive), 1 << 16);
                TarArchiveInputStream tar = new TarArchiveInputStream(new GzipCompressorInputStream(file))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = entry.resolveIn(target);
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                } else {
                    Files.createDirectories(path.getParent());
                    Files.copy(tar, path);
                }
            }
        }
    }

    private static Path cache() {
        return Optional.ofNullable(System.getProperty(CACHE_PROPERTY))
                .map(Path::of)
                .or(() -> Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                        .filter(value -> !value.isBlank())
                        .map(value -> Path.of(value, "verdict")))
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache", "verdict"));
    }
}
