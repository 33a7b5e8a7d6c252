package io.verdict.streams.registry;

import io.verdict.streams.app.UnusableRecordException;

/** Keys of records about models. */
final class ModelKeys {

    private ModelKeys() {}

    /**
     * Checks a record's key against the model that its value names; everything about a model is kept where its key leads.
     *
     * @throws UnusableRecordException where they differ or there is none
     */
    static void check(String key, String model) {
        if (model.isEmpty() || !model.equals(key)) {
            throw new UnusableRecordException("The record's key is '" + key + "' and its value is about model '" + model
                    + "'; both must be the model's name. Correct the writer and send it again.");
        }
    }
}
