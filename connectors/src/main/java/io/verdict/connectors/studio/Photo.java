package io.verdict.connectors.studio;

import java.util.List;

/**
 * A drawn photograph with its ground truth.
 *
 * <p>Width, height and boxes are those of the upright picture. Where {@link SceneFacts#exifOrientation()} is 6, the
 * JPEG's stored raster is turned, as phones do, and a decoder that ignores EXIF sees height × width.
 *
 * <p>The byte array is handed over without copying; do not change it.
 */
public record Photo(byte[] jpeg, int width, int height, List<Damage> damages, SceneFacts scene) {
    public Photo {
        damages = List.copyOf(damages);
    }
}
