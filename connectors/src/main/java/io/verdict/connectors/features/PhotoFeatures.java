package io.verdict.connectors.features;

import io.verdict.avro.FeatureRank;
import io.verdict.events.ImageFeatures;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the platform measures on photos, as two feature groups: {@code image}, by the photo's id, and {@code listing}, by
 * the listing: what was measured last on any of its photos. Both hold from when they were measured; when a camera says
 * that it took the photo is not relied upon.
 */
public final class PhotoFeatures {

    /** Features of a photo. */
    public static final String BY_IMAGE = "image";

    /** Features of the latest photo of a listing. */
    public static final String BY_LISTING = "listing";

    private PhotoFeatures() {}

    /** Whether a group is measured by the platform, so that nobody else may say anything in it. */
    public static boolean isGroup(String name) {
        return name.equals(BY_IMAGE) || name.equals(BY_LISTING);
    }

    /**
     * A measurement as a fact of one of the groups.
     *
     * @param known when it became known
     */
    public static FeatureFact fact(String group, ImageFeatures measured, Instant known, String position) {
        String entity = group.equals(BY_IMAGE) ? measured.getImageId() : measured.getListingId();
        Instant held = measured.getMeta().getTime();
        FeatureRank rank = new FeatureRank(held, known, measured.getMeta().getEventId());
        return new FeatureFact(group, entity, rank, position, values(measured));
    }

    private static Map<String, Object> values(ImageFeatures measured) {
        Map<String, Object> values = new TreeMap<>();
        values.put("brightness", measured.getBrightness());
        values.put("contrast", measured.getContrast());
        values.put("sharpness", measured.getSharpness());
        values.put("width", (long) measured.getWidth());
        values.put("height", (long) measured.getHeight());
        values.put("size_bytes", measured.getSizeBytes());
        values.put("preprocessing", measured.getPreprocessing());
        List<Integer> bins = measured.getBrightnessHistogram();
        for (int bin = 0; bin < bins.size(); bin++) {
            values.put(String.format(Locale.ROOT, "brightness_bin_%02d", bin), (long) bins.get(bin));
        }
        return values;
    }
}
