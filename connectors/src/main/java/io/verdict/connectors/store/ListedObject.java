package io.verdict.connectors.store;

import java.time.Instant;

/**
 * One object in a listing.
 *
 * @param uri its URI
 * @param key its key below the store's root
 * @param sizeBytes its size
 * @param storedAt when it was stored, by the store's clock
 */
public record ListedObject(String uri, String key, long sizeBytes, Instant storedAt) {}
