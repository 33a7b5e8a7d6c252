package io.verdict.avro.released;

import io.verdict.avro.CompatibilityLevel;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * What a subject promises to its readers.
 *
 * @param subject the subject, {@code <topic>-value}
 * @param type generated class of its records
 * @param level what every new version owes to the released ones
 */
public record Contract(String subject, Class<? extends SpecificRecord> type, CompatibilityLevel level) {

    /** The schema as it is in the source now, released or not. */
    public Schema schema() {
        return SpecificData.get().getSchema(type);
    }
}
