package io.verdict.connectors.datasets;

import io.verdict.connectors.labels.AnnotatedImage;
import io.verdict.connectors.labels.FolderImages;
import io.verdict.connectors.labels.ImportedLabels;
import io.verdict.connectors.store.Content;
import io.verdict.connectors.store.ObjectRef;
import io.verdict.connectors.store.ObjectStore;
import io.verdict.connectors.store.ObjectTags;
import io.verdict.connectors.store.Placement;
import io.verdict.connectors.store.Zone;
import io.verdict.events.LogBound;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The photos of a folder with the labels of a file; photos are put into the store on the way, where they stay if no
 * version comes of it. A photo's id is its path, its group what a pattern finds in the path.
 */
public final class FileLabels implements LabelledImages {

    /** Every file of a folder belongs to the same group; a file in none is a group of its own. */
    public static final Pattern BY_FOLDER = Pattern.compile("(?:(.*)/)?[^/]*");

    /** Files have no day of upload; one and the same keeps a photo, and so a version, where it was. */
    private static final LocalDate DAY = LocalDate.EPOCH;

    private static final String REGION = "imported";

    private final ImportedLabels labels;
    private final FolderImages photos;
    private final Pattern group;
    private final ObjectStore store;
    private final String query;

    /**
     * A source over labels that were accepted, of which every name is a photo of the folder.
     *
     * @param group its first group, found from the beginning of a photo's path, is the photo's group
     * @param query what to say of the source on the log
     */
    public FileLabels(ImportedLabels labels, FolderImages photos, Pattern group, ObjectStore store, String query) {
        if (group.matcher("").groupCount() < 1) {
            throw new IllegalArgumentException(
                    "'%s' has no group in parentheses; write one around what names the vehicle, as in ([^/]*)/.*"
                            .formatted(group));
        }
        this.labels = labels;
        this.photos = photos;
        this.group = group;
        this.store = store;
        this.query = query;
    }

    @Override
    public String query() {
        return query;
    }

    @Override
    public List<LogBound> positions() {
        return List.of();
    }

    @Override
    public void forEach(Each each) throws IOException {
        labels.forEach(image -> each.accept(photo(image)));
    }

    private LabelledPhoto photo(AnnotatedImage image) throws IOException {
        Path file = photos.file(image.name())
                .orElseThrow(() -> new IOException("photo '%s' is gone; %s".formatted(image.name(), photos.advice())));
        String name = file.getFileName().toString();
        ObjectRef object = ObjectRef.of(store.put(
                Content.of(file),
                new Placement(
                        Zone.RAW, REGION, DAY, name.toLowerCase(Locale.ROOT).endsWith("png") ? "png" : "jpg"),
                ObjectTags.none()));
        List<PhotoBox> boxes = image.boxes().stream()
                .map(box ->
                        new PhotoBox(box.className(), box.left(), box.top(), box.width(), box.height(), box.crowd()))
                .toList();
        return new LabelledPhoto(
                image.name(),
                object,
                group(image.name()),
                "file:" + labels.summary().format().label(),
                image.width(),
                image.height(),
                boxes);
    }

    private String group(String path) {
        Matcher found = group.matcher(path);
        return found.lookingAt() && found.group(1) != null ? found.group(1) : path;
    }
}
