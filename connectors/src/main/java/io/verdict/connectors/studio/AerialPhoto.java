package io.verdict.connectors.studio;

import java.util.List;

/**
 * A drawn aerial photograph with its ground truth, upright. The byte array is handed over without copying; do not change
 * it.
 *
 * @param objects in no order that means anything; empty where nothing of the classes is there
 */
public record AerialPhoto(byte[] jpeg, int width, int height, List<AerialObject> objects, AerialFacts scene) {
    public AerialPhoto {
        objects = List.copyOf(objects);
    }
}
