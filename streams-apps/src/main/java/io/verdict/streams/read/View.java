package io.verdict.streams.read;

import io.verdict.streams.app.FeatureKeys;
import io.verdict.streams.catalog.CatalogApp;
import io.verdict.streams.labels.LabelsApp;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A view that can be asked. */
public enum View {
    /** Every photo that was uploaded and where it stands; one row per photo. */
    RAW_IMAGES("raw_images", CatalogApp.RAW_IMAGES, Rows.PER_PHOTO),
    /** Every photo that models may see; one row per photo. */
    CURATED_IMAGES("curated_images", CatalogApp.CURATED_IMAGES, Rows.PER_PHOTO),
    /** The latest features of every photo that was measured; one row per photo. Their history is the topic. */
    IMAGE_FEATURES("image_features", CatalogApp.IMAGE_FEATURES, Rows.PER_PHOTO),
    /** What holds now of each entity, by feature group; one row per group and entity. Their history is the topic. */
    FEATURES("features", CatalogApp.FEATURES, Rows.PER_ENTITY),
    /** The latest price of each listing; one row per listing. */
    PRICES("prices", CatalogApp.PRICES, Rows.PER_LISTING),
    /** What is said about each photo that something was ever said about; one row per photo. */
    LABELS("labels", LabelsApp.LABELS, Rows.PER_LABELLED_PHOTO),
    /** Photos that somebody should look at, or did; one row per photo. */
    LABEL_QUEUE("label_queue", LabelsApp.QUEUE, Rows.PER_LABELLED_PHOTO);

    private final String path;
    private final String store;
    private final Rows rows;

    View(String path, String store, Rows rows) {
        this.path = path;
        this.store = store;
        this.rows = rows;
    }

    /** What there is one row of. */
    enum Rows {
        /** Keyed by listing and photo. */
        PER_PHOTO,
        /** Keyed by listing. */
        PER_LISTING,
        /** Keyed by feature group and entity. */
        PER_ENTITY,
        /** Keyed by photo alone, as labels are; kept by the labels app. */
        PER_LABELLED_PHOTO
    }

    /** Its name in paths and answers. */
    public String path() {
        return path;
    }

    String store() {
        return store;
    }

    boolean perPhoto() {
        return rows == Rows.PER_PHOTO;
    }

    /** Whether a row is named by two words: its feature group and its entity. */
    boolean perEntity() {
        return rows == Rows.PER_ENTITY;
    }

    /** Whether the labels app keeps it, and not the catalog. */
    boolean ofLabels() {
        return rows == Rows.PER_LABELLED_PHOTO;
    }

    /** The parameter that asks for a part of its rows; empty where rows are asked for one by one or all together. */
    Optional<String> part() {
        return switch (rows) {
            case PER_PHOTO, PER_LISTING -> Optional.of("listing");
            case PER_ENTITY -> Optional.of("group");
            case PER_LABELLED_PHOTO -> Optional.empty();
        };
    }

    /** What one of its rows is about, as messages say it. */
    String subject(String key) {
        return switch (rows) {
            case PER_PHOTO, PER_LABELLED_PHOTO -> "photo '" + key + "'";
            case PER_LISTING -> "listing '" + key + "'";
            case PER_ENTITY -> "entity '%s' of group '%s'".formatted(FeatureKeys.entity(key), FeatureKeys.group(key));
        };
    }

    static Optional<View> named(String path) {
        return Arrays.stream(values()).filter(view -> view.path.equals(path)).findFirst();
    }

    static List<String> names() {
        return Arrays.stream(values()).map(View::path).toList();
    }
}
