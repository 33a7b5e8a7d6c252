package io.verdict.streams.curation;

import java.time.Instant;

/**
 * An upload of the same bytes that came before in the log.
 *
 * @param imageId its photo
 * @param listingId its listing
 * @param time when it happened; later than the photo in question where that one came late
 */
record EarlierUpload(String imageId, String listingId, Instant time) {}
