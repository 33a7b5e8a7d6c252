package io.verdict.topics;

/**
 * One topic whose keys and values are kept as they came, because no schema says what they are.
 *
 * @param name lower-case plural noun
 * @param key what the record key holds
 * @param storage how the records are laid out and how long they are kept
 * @param access who may write and read
 * @param purpose one sentence for the topic reference
 */
public record BytesTopic(String name, String key, Storage storage, Access access, String purpose)
        implements CatalogEntry {
    /** What references and tables call the value. */
    public static final String VALUE = "bytes";
}
