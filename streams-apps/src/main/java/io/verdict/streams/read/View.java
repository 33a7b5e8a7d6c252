package io.verdict.streams.read;

import io.verdict.streams.catalog.CatalogApp;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A view that can be asked. */
public enum View {
    /** Every photo that was uploaded and where it stands; one row per photo. */
    RAW_IMAGES("raw_images", CatalogApp.RAW_IMAGES, true),
    /** Every photo that models may see; one row per photo. */
    CURATED_IMAGES("curated_images", CatalogApp.CURATED_IMAGES, true),
    /** The latest features of every photo that was measured; one row per photo. Their history is the topic. */
    IMAGE_FEATURES("image_features", CatalogApp.IMAGE_FEATURES, true),
    /** The latest price of each listing; one row per listing. */
    PRICES("prices", CatalogApp.PRICES, false);

    private final String path;
    private final String store;
    private final boolean perPhoto;

    View(String path, String store, boolean perPhoto) {
        this.path = path;
        this.store = store;
        this.perPhoto = perPhoto;
    }

    /** Its name in paths and answers. */
    public String path() {
        return path;
    }

    String store() {
        return store;
    }

    boolean perPhoto() {
        return perPhoto;
    }

    static Optional<View> named(String path) {
        return Arrays.stream(values()).filter(view -> view.path.equals(path)).findFirst();
    }

    static List<String> names() {
        return Arrays.stream(values()).map(View::path).toList();
    }
}
