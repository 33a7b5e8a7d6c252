package io.verdict.topics;

import java.util.Set;

/** A topic of the catalog, whatever its values are. */
public sealed interface CatalogEntry permits Topic, BytesTopic {

    /** Lower-case plural noun; views end in {@code -view}. */
    String name();

    /** What the record key holds; the key decides order. */
    String key();

    /** How the records are laid out and how long they are kept. */
    Storage storage();

    /** Who may write and read. */
    Access access();

    /** One sentence for the topic reference. */
    String purpose();

    /** Partitions at creation; changing them later breaks key order. */
    default int partitions() {
        return storage().partitions();
    }

    /** How long records are kept. */
    default Retention retention() {
        return storage().retention();
    }

    /** Who may write: the one owning app, or the roles outside that report. */
    default Set<Role> writers() {
        return access().writers();
    }

    /** Everybody who may read besides the auditor, who reads everything. */
    default Set<Role> readers() {
        return access().readers();
    }
}
