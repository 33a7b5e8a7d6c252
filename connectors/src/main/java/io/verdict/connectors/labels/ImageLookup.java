package io.verdict.connectors.labels;

import java.util.Optional;

/** Says which images there are. Implementations are asked by one thread. */
public interface ImageLookup {

    /**
     * The image that a label file means.
     *
     * @param name COCO's {@code file_name}, Ground Truth's {@code source-ref}, or the path of a YOLO label file below
     *     {@code labels} without its extension
     * @param claimed the size that the label file gives; YOLO gives none
     */
    Optional<KnownImage> find(String name, Optional<ImageSize> claimed);

    /** What to do about an image that is not known; completes a sentence. */
    String advice();

    /** The same where it depends on the image: asked about the name that was just not found. */
    default String advice(String name) {
        return advice();
    }

    /** Believes the label file: every image of which it gives the size is known. */
    static ImageLookup asClaimed() {
        return new ImageLookup() {
            @Override
            public Optional<KnownImage> find(String name, Optional<ImageSize> claimed) {
                return claimed.map(size -> new KnownImage(name, size));
            }

            @Override
            public String advice() {
                return "the file does not give its size: name the folder of photos";
            }
        };
    }
}
