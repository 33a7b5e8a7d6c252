package io.verdict.connectors.labels;

import java.util.List;
import java.util.Optional;

/**
 * An image as a file has it, and where.
 *
 * @param relative whether the boxes are given in shares of the image's size instead of pixels
 */
record RawImage(
        String name, Optional<ImageSize> claimed, boolean relative, List<RawBox> boxes, Place place, String field) {}
