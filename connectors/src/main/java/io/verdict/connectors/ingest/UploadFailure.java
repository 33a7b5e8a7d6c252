package io.verdict.connectors.ingest;

/**
 * Why an upload did not become a fact.
 *
 * @param reason what kind of trouble
 * @param message what was wrong, where, and what to do
 */
public record UploadFailure(Reason reason, String message) {

    /** Kinds of trouble. */
    public enum Reason {
        /** The file is missing, is no regular file, or may not be read. */
        UNREADABLE(false),
        /** The file kept changing while it was read. */
        CHANGING(false),
        /** The object store has no room left. */
        STORE_FULL(true),
        /** The object store refuses or misses what it should have. */
        STORE_DENIED(true),
        /** The object store does not answer. */
        STORE_UNAVAILABLE(true),
        /** No broker took the event. */
        BROKER_UNAVAILABLE(true),
        /** The broker refuses: no such topic, no rights. */
        BROKER_DENIED(true),
        /** The schema registry does not answer or refuses. */
        REGISTRY(true),
        /** The journal cannot be read or written. */
        JOURNAL(true);

        private final boolean everybody;

        Reason(boolean everybody) {
            this.everybody = everybody;
        }

        /** Whether every further upload would meet the same trouble, so that a batch stops. */
        public boolean concernsEverybody() {
            return everybody;
        }
    }
}
