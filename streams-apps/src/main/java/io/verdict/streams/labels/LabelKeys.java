package io.verdict.streams.labels;

import io.verdict.streams.app.UnusableRecordException;

/** Keys of what is about a photo's labels. */
final class LabelKeys {

    private LabelKeys() {}

    /**
     * Checks a record's key against the photo that its value names; everything about a photo is kept where its key leads.
     *
     * @throws UnusableRecordException where they differ or there is none
     */
    static void check(String key, String imageId) {
        if (imageId.isEmpty() || !imageId.equals(key)) {
            throw new UnusableRecordException("The record's key is '" + key + "' and its value is about photo '"
                    + imageId + "'; both must be the photo's id. Correct the writer and send it again.");
        }
    }
}
