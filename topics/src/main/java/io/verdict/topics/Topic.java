package io.verdict.topics;

import java.util.Set;
import org.apache.avro.specific.SpecificRecord;

/**
 * One topic of the platform as a typed value.
 *
 * @param name lower-case plural noun
 * @param key what the record key holds (UTF-8 text); the key decides order
 * @param value the one record type of the topic
 * @param partitions partitions at creation; changing them later breaks key order
 * @param retention how long records are kept
 * @param writers who may write: the one owning app, or the roles outside that report
 * @param readers everybody who may read besides the auditor, who reads everything
 * @param visibility who relies on the schema
 * @param purpose one sentence for the topic reference
 */
public record Topic<V extends SpecificRecord>(
        String name,
        String key,
        Class<V> value,
        int partitions,
        Retention retention,
        Set<Role> writers,
        Set<Role> readers,
        Visibility visibility,
        String purpose) {

    /** The schema registry's subject for the value (TopicNameStrategy). */
    public String subject() {
        return name + "-value";
    }
}
