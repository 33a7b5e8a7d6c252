package io.verdict.streams.app;

/** Keys of records about entities: customers, tickets, whatever tabular and text models are asked about. */
public final class EntityKeys {

    private EntityKeys() {}

    /**
     * Checks a record's key against the entity that its value names; what is about one entity is found where its key
     * leads.
     *
     * @throws UnusableRecordException where they differ
     */
    public static void check(String key, String entity) {
        if (!entity.equals(key)) {
            throw new UnusableRecordException("The record's key is '" + key + "' and its value is about '" + entity
                    + "'; both must be the entity. Correct the writer and send it again.");
        }
    }
}
