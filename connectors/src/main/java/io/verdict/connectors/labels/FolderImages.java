package io.verdict.connectors.labels;

import io.verdict.connectors.ingest.Measured;
import io.verdict.connectors.ingest.Measurement;
import io.verdict.connectors.store.Content;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The photos of a folder, known by their path below it with {@code /} between, with or without extension, or by the last
 * segment of a URI where only one photo is called that.
 *
 * <p>Sizes are read from the headers when an image is asked for, and turned upright by EXIF's orientation. Memory grows
 * with the number of photos. For one thread.
 */
public final class FolderImages implements ImageLookup {

    private static final Set<String> EXTENSIONS = Set.of("jpg", "jpeg", "jpe", "jfif", "png");
    private static final int FIRST_TURNED = 5;

    private final Path folder;
    private final Map<String, Path> byPath = new HashMap<>();
    private final Map<String, Optional<Path>> byStem = new HashMap<>();
    private final Map<String, Optional<Path>> byLastSegment = new HashMap<>();

    /**
     * Looks which photos there are.
     *
     * @throws IOException if the folder cannot be read
     */
    public FolderImages(Path folder) throws IOException {
        this.folder = folder;
        try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            files.filter(Files::isRegularFile)
                    .filter(file -> EXTENSIONS.contains(extension(file.toString())))
                    .forEach(this::add);
        } catch (UncheckedIOException e) {
            throw new IOException("Cannot read the photos of " + folder + ": " + e.getMessage(), e);
        }
    }

    private void add(Path file) {
        String path = folder.relativize(file).toString().replace('\\', '/');
        byPath.put(path, file);
        // Two photos of one name: neither is meant without doubt.
        byStem.merge(stem(path), Optional.of(file), (one, other) -> Optional.empty());
        byLastSegment.merge(lastSegment(path), Optional.of(file), (one, other) -> Optional.empty());
    }

    @Override
    public Optional<KnownImage> find(String name, Optional<ImageSize> claimed) {
        return file(name).map(file -> {
            try {
                return new KnownImage(
                        folder.relativize(file).toString().replace('\\', '/'), size(Measurement.of(Content.of(file))));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** The file that a name means. */
    public Optional<Path> file(String name) {
        Path exact = byPath.get(name);
        if (exact != null) {
            return Optional.of(exact);
        }
        if (name.contains("://")) {
            return byLastSegment.getOrDefault(lastSegment(name), Optional.empty());
        }
        return byStem.getOrDefault(name, Optional.empty());
    }

    @Override
    public String advice() {
        return "add the photo to " + folder + ", or delete its labels";
    }

    /** The upright size of a photo that was measured. */
    public static ImageSize size(Measured photo) {
        ImageSize stored = new ImageSize(photo.width(), photo.height());
        return photo.orientation() >= FIRST_TURNED ? stored.turned() : stored;
    }

    private static String extension(String path) {
        return path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private static String stem(String path) {
        return path.substring(0, path.lastIndexOf('.'));
    }

    private static String lastSegment(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
