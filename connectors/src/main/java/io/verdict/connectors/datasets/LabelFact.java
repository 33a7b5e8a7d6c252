package io.verdict.connectors.datasets;

/** What a dataset has to know of an event about a photo's labels. */
public sealed interface LabelFact {

    /** The photo. */
    String imageId();

    /** Counts the facts of a photo. */
    long revision();

    /** These labels hold from here on, and no others of the photo. */
    record Approved(long revision, LabelledPhoto photo) implements LabelFact {
        @Override
        public String imageId() {
            return photo.imageId();
        }
    }

    /** These labels hold no more: they were rejected, or others took their place. */
    record Ended(String imageId, long revision, String labelId) implements LabelFact {}
}
