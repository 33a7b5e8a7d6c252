package io.verdict.topics;

import io.verdict.avro.AvroSerde;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;

/**
 * One topic of the platform as a typed value.
 *
 * @param name lower-case plural noun
 * @param key what the record key holds (UTF-8 text); the key decides order
 * @param value the one record type of the topic
 * @param storage how the records are laid out and how long they are kept
 * @param access who may write and read
 * @param visibility who relies on the schema
 * @param purpose one sentence for the topic reference
 */
public record Topic<V extends SpecificRecord>(
        String name, String key, Class<V> value, Storage storage, Access access, Visibility visibility, String purpose)
        implements CatalogEntry {

    /** The schema registry's subject for the value (TopicNameStrategy). */
    public String subject() {
        return name + "-value";
    }

    /** The schema that values are written with. */
    public Schema schema() {
        return SpecificData.get().getSchema(value);
    }

    /**
     * Writes and reads the values, in Confluent's wire format.
     *
     * @param config {@code schema.registry.url} and the way in, for example {@link ClusterConfig#serdeConfig()}
     */
    public Serde<V> serde(Map<String, ?> config) {
        return AvroSerde.of(value, config);
    }
}
