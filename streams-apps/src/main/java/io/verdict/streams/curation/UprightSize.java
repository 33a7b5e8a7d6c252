package io.verdict.streams.curation;

import io.verdict.events.Photo;

/** Size of a photo in pixels as a person sees it, after EXIF orientation. */
record UprightSize(int width, int height) {

    private static final int FIRST_TURNED = 5;
    private static final int LAST_TURNED = 8;

    static UprightSize of(Photo photo) {
        // EXIF 2.32, tag 0x0112: values 5 to 8 swap rows and columns.
        boolean turned = photo.getOrientation() >= FIRST_TURNED && photo.getOrientation() <= LAST_TURNED;
        return turned
                ? new UprightSize(photo.getHeight(), photo.getWidth())
                : new UprightSize(photo.getWidth(), photo.getHeight());
    }

    boolean meets(SourceRules rules) {
        return covers(rules.minWidth(), rules.minHeight())
                || rules.eitherOrientation() && covers(rules.minHeight(), rules.minWidth());
    }

    private boolean covers(int minWidth, int minHeight) {
        return width >= minWidth && height >= minHeight;
    }
}
