package io.verdict.connectors.sagemaker;

import io.verdict.connectors.runs.TrainingFault;
import io.verdict.connectors.store.Content;
import io.verdict.connectors.store.ObjectRef;
import io.verdict.connectors.store.ObjectStore;
import io.verdict.connectors.store.ObjectTags;
import io.verdict.connectors.store.Placement;
import io.verdict.connectors.store.Zone;
import io.verdict.events.DatasetReference;
import io.verdict.events.RunFailure;
import io.verdict.events.TrainingData;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Brings what a run learns from to where SageMaker reads: one object of the run's S3 store for each channel, named by its
 * SHA-256. A file is itself; a folder is packed into a tar that only names, order and bytes of its files decide; an
 * object of the store stays where it is.
 */
record ChannelData(ObjectStore store, String region, Clock clock) {

    private static final String TAR = "tar";
    private static final Pattern BY_CONTENT = Pattern.compile("s3://.+/([0-9a-f]{64})(\\.[a-z0-9]{1,10})");

    /** Names an object by the SHA-256 in its key; whether the bytes have it, {@link #check} sees. */
    static TrainingData object(String uri) throws IOException {
        Matcher key = BY_CONTENT.matcher(uri);
        if (!key.matches()) {
            throw new IOException(
                    "%s is not named by its content; put it into the object store, or name a local file or folder"
                            .formatted(uri));
        }
        return new TrainingData(new DatasetReference(key.group(1) + key.group(2), key.group(1)), uri);
    }

    /**
     * Names a local file or folder by the bytes that lie there now.
     *
     * @throws IOException if it cannot be read, or has links or devices in it
     */
    static TrainingData reference(Path where) throws IOException {
        Path place = where.toAbsolutePath().normalize();
        String sha256;
        if (Files.isDirectory(place)) {
            Path packed = Files.createTempFile("verdict-", ".tar");
            try {
                pack(place, packed);
                sha256 = Content.of(packed).digests().sha256();
            } finally {
                Files.deleteIfExists(packed);
            }
        } else {
            sha256 = Content.of(place).digests().sha256();
        }
        return new TrainingData(
                new DatasetReference(place.getFileName().toString(), sha256),
                place.toUri().toString());
    }

    /**
     * Makes sure that the data is there and has its hash.
     *
     * @param work folder for copies
     */
    void check(TrainingData data, Path work) throws IOException {
        if (isObject(data)) {
            requireOwned(data.getUri());
            Path copy = work.resolve("check");
            store.copyTo(reference(data), copy);
            Files.delete(copy);
        } else {
            Path file = local(data, work);
            if (!file.equals(place(data))) {
                Files.delete(file);
            }
        }
    }

    /** The URI of the object with the data; stored now unless it is there. */
    String stage(TrainingData data, Path work, String runId) throws IOException {
        if (isObject(data)) {
            requireOwned(data.getUri());
            return data.getUri();
        }
        Path file = local(data, work);
        Placement placement = new Placement(
                Zone.DATASETS, region, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC), extension(file));
        String uri = store.put(Content.of(file), placement, ObjectTags.of(Map.of("run", runId)))
                .getUri();
        requireOwned(uri);
        return uri;
    }

    private Path local(TrainingData data, Path work) throws IOException {
        Path place = place(data);
        if (!Files.exists(place)) {
            throw new TrainingFault(
                    RunFailure.DATA, "There is no data at %s. Name where it lies".formatted(data.getUri()));
        }
        Path file = place;
        if (Files.isDirectory(place)) {
            file = work.resolve("data." + TAR);
            pack(place, file);
        }
        String found = Content.of(file).digests().sha256();
        if (!found.equals(data.getDataset().getSha256())) {
            throw new TrainingFault(
                    RunFailure.DATA,
                    "The data at %s is not %s: its SHA-256 is %s, and the run is about %s. Name where that data lies"
                            .formatted(
                                    data.getUri(),
                                    data.getDataset().getName(),
                                    found,
                                    data.getDataset().getSha256()));
        }
        return file;
    }

    private void requireOwned(String uri) {
        if (!uri.startsWith("s3://") || !store.owns(uri)) {
            throw new TrainingFault(
                    RunFailure.DATA,
                    "%s is not in the run's S3 object store, and SageMaker reads nothing else. Work with --store s3://…"
                            .formatted(uri));
        }
    }

    private static boolean isObject(TrainingData data) {
        return data.getUri().startsWith("s3:");
    }

    private static ObjectRef reference(TrainingData data) {
        return new ObjectRef(data.getUri(), Optional.empty(), data.getDataset().getSha256());
    }

    private static Path place(TrainingData data) {
        return Path.of(URI.create(data.getUri()));
    }

    private static String extension(Path file) {
        String name = file.getFileName().toString();
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return ending.matches("[a-z0-9]{1,10}") ? ending : "bin";
    }

    private static void pack(Path folder, Path packed) throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.walk(folder)) {
            files = found.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .toList();
        }
        List<Path> inOrder = files.stream()
                .sorted(Comparator.comparing(path -> name(folder, path)))
                .toList();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(packed));
                TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            for (Path file : inOrder) {
                if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    throw new IOException("%s is no plain file; put the bytes themselves there".formatted(file));
                }
                add(tar, name(folder, file), file);
            }
        }
    }

    private static void add(TarArchiveOutputStream tar, String name, Path file) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(Files.size(file));
        entry.setModTime(0);
        entry.setIds(0, 0);
        entry.setNames("", "");
        tar.putArchiveEntry(entry);
        Files.copy(file, tar);
        tar.closeArchiveEntry();
    }

    private static String name(Path folder, Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }
}
