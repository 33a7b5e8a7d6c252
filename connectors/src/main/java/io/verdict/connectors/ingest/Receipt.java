package io.verdict.connectors.ingest;

import io.verdict.events.LogPosition;
import io.verdict.events.StoredObject;

/**
 * Proof that an upload is a fact.
 *
 * @param imageId identity of the photo
 * @param position where the log says so
 * @param object where its bytes lie
 */
public record Receipt(String imageId, LogPosition position, StoredObject object) {}
