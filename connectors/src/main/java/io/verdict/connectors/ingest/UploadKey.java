package io.verdict.connectors.ingest;

/**
 * What makes two uploads of a batch the same: the bytes and the listing.
 *
 * @param sha256 SHA-256 of the bytes
 * @param listing listing that they are uploaded for
 */
record UploadKey(String sha256, String listing) {}
