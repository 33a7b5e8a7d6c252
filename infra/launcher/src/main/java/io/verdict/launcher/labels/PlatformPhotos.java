package io.verdict.launcher.labels;

import io.verdict.connectors.labels.FolderImages;
import io.verdict.connectors.labels.ImageLookup;
import io.verdict.connectors.labels.ImageSize;
import io.verdict.connectors.labels.KnownImage;
import io.verdict.connectors.store.Content;
import io.verdict.events.ImageAccepted;
import io.verdict.events.Photo;
import io.verdict.launcher.log.EventReader;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The accepted photos of the platform that a label file means: by the photo's id, the URI of its bytes, the last segment
 * of either with or without extension, or, where the file's photos lie in a folder, by the SHA-256 of the bytes there.
 * What is found is called by the photo's id from there on.
 *
 * <p>Holds only what the file names. Two accepted photos with the same bytes are told apart by id alone. For one thread.
 */
public final class PlatformPhotos implements ImageLookup {

    /** EXIF 2.32, tag 0x0112: values 5 to 8 swap rows and columns. */
    private static final int FIRST_TURNED = 5;

    private final Map<String, List<String>> keysByName;
    private final Map<String, SortedSet<String>> idsByKey = new HashMap<>();
    private final Map<String, Accepted> byId = new HashMap<>();

    private record Accepted(ImageSize size, Instant uploadedAt) {}

    /** Which names a label file has: found by reading it with a lookup that finds nothing. For one thread. */
    public static final class Names implements ImageLookup {

        private final Set<String> names = new LinkedHashSet<>();

        @Override
        public Optional<KnownImage> find(String name, Optional<ImageSize> claimed) {
            names.add(name);
            return Optional.empty();
        }

        @Override
        public String advice() {
            return "nothing is known yet";
        }
    }

    private PlatformPhotos(Map<String, List<String>> keysByName) {
        this.keysByName = keysByName;
        keysByName.values().forEach(keys -> keys.forEach(key -> idsByKey.put(key, new TreeSet<>())));
    }

    /** A lookup for these names that knows no photo yet. */
    static PlatformPhotos of(Names asked, Optional<FolderImages> folder) {
        Map<String, List<String>> keys = new HashMap<>();
        asked.names.forEach(name -> keys.put(name, keys(name, folder)));
        return new PlatformPhotos(keys);
    }

    /**
     * Reads {@code images} from its beginning to its end.
     *
     * @param folder where the file's photos lie; empty where its names say enough
     * @throws UncheckedIOException if a photo of the folder cannot be read
     */
    public static PlatformPhotos read(ClusterConfig cluster, Names asked, Optional<FolderImages> folder) {
        PlatformPhotos photos = of(asked, folder);
        try (EventReader reader = EventReader.open(cluster, List.of(Topics.IMAGES))) {
            reader.readToEnd(record -> photos.add(((ImageAccepted) record.value()).getPhoto()));
        }
        return photos;
    }

    /** Takes an accepted photo in, if the file may mean it. */
    void add(Photo photo) {
        boolean turned = photo.getOrientation() >= FIRST_TURNED;
        Accepted accepted = new Accepted(
                turned
                        ? new ImageSize(photo.getHeight(), photo.getWidth())
                        : new ImageSize(photo.getWidth(), photo.getHeight()),
                photo.getUploadedAt());
        String uri = photo.getObject().getUri();
        String segment = lastSegment(uri);
        for (String key :
                Set.copyOf(List.of(photo.getImageId(), uri, photo.getObject().getSha256(), segment, stem(segment)))) {
            SortedSet<String> meant = idsByKey.get(key);
            if (meant != null) {
                meant.add(photo.getImageId());
                byId.put(photo.getImageId(), accepted);
            }
        }
    }

    @Override
    public Optional<KnownImage> find(String name, Optional<ImageSize> claimed) {
        SortedSet<String> found = candidates(name);
        return found.size() == 1
                ? Optional.of(
                        new KnownImage(found.first(), byId.get(found.first()).size()))
                : Optional.empty();
    }

    /** When a photo was uploaded that was found. */
    public Instant uploadedAt(String imageId) {
        return byId.get(imageId).uploadedAt();
    }

    @Override
    public String advice() {
        return "upload the photo and have it accepted first, or delete its labels";
    }

    @Override
    public String advice(String name) {
        Set<String> several = candidates(name);
        return several.isEmpty()
                ? advice() + "; photos are named by id, by URI, or by their bytes: --photos DIR"
                : "several photos are meant: %s; name one of them by its id"
                        .formatted(String.join(", ", several.stream().limit(5).toList()));
    }

    /** What the first key that means anything means. */
    private SortedSet<String> candidates(String name) {
        return keysByName.getOrDefault(name, List.of()).stream()
                .map(idsByKey::get)
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElseGet(TreeSet::new);
    }

    private static List<String> keys(String name, Optional<FolderImages> folder) {
        Set<String> keys = new LinkedHashSet<>();
        keys.add(name);
        folder.flatMap(photos -> photos.file(name)).map(PlatformPhotos::sha256).ifPresent(keys::add);
        keys.add(lastSegment(name));
        keys.add(stem(lastSegment(name)));
        return List.copyOf(keys);
    }

    private static String sha256(Path file) {
        try {
            return Content.of(file).digests().sha256();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String lastSegment(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static String stem(String segment) {
        int dot = segment.lastIndexOf('.');
        return dot > 0 ? segment.substring(0, dot) : segment;
    }
}
