package io.verdict.connectors.ingest;

import java.util.regex.Pattern;

/**
 * What the one who uploads says about a photo.
 *
 * @param listing listing (vehicle) that it belongs to; the key in the log
 * @param uploader who uploads it
 * @param source where it comes from, for example {@code app} or {@code batch}; curation thresholds may differ per source
 * @param region region of the upload, for example {@code ap-south-1}
 */
public record UploadDetails(String listing, String uploader, String source, String region) {

    private static final Pattern REGION = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final int LONGEST = 200;

    /**
     * Refuses blanks, control characters and regions that cannot be a folder.
     *
     * @throws IllegalArgumentException saying which and what to use instead
     */
    public UploadDetails {
        requireText("listing", listing);
        requireText("uploader", uploader);
        requireText("source", source);
        if (region == null || !REGION.matcher(region).matches()) {
            throw new IllegalArgumentException(
                    "Bad region '%s': use lower-case letters, digits and '-', for example ap-south-1"
                            .formatted(region));
        }
    }

    private static void requireText(String what, String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("The %s of an upload must not be empty".formatted(what));
        }
        if (value.length() > LONGEST || value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "Bad %s: at most %d characters, none of them control characters".formatted(what, LONGEST));
        }
    }
}
