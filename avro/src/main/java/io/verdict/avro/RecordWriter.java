package io.verdict.avro;

import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/**
 * Writes records of one schema to one topic. Safe for use by many threads with an encoder each.
 *
 * @param topic the topic
 * @param schema the records' schema
 * @param generated whether they are of a generated class
 * @param schemaId id that they carry
 * @param writer writes them
 * @param latest schema that they are written with in place of their own; null for their own
 */
record RecordWriter(
        String topic, Schema schema, boolean generated, int schemaId, DatumWriter<Object> writer, Schema latest) {

    static RecordWriter create(SchemaRegistry registry, SerdeConfig config, String topic, IndexedRecord example) {
        Schema schema = example.getSchema();
        boolean generated = example instanceof SpecificRecord;
        String subject = config.naming().subject(topic, config.key(), schema.getFullName());
        DatumWriter<Object> writer = writer(config, example);
        if (config.useLatest()) {
            RegisteredSchema latest = registry.latest(subject)
                    .orElseThrow(() -> new SchemaRegistryException("Subject " + subject
                            + " has no schema, which use.latest.version=true asks for; register one first"));
            if (config.latestStrict()) {
                requireReadable(latest, schema);
            }
            Schema other = latest.schema().equals(schema) ? null : latest.schema();
            return new RecordWriter(topic, schema, generated, latest.id(), writer, other);
        }
        int id = config.autoRegister() ? registry.register(subject, schema) : registry.idOf(subject, schema);
        return new RecordWriter(topic, schema, generated, id, writer, null);
    }

    byte[] write(IndexedRecord datum, ByteEncoder encoder) throws IOException {
        encoder.begin(schemaId);
        writer.write(datum, encoder);
        byte[] bytes = encoder.toBytes();
        return latest == null ? bytes : rewrite(bytes, encoder);
    }

    /** Fields go by name from the record's schema to the latest one, which may have them in another order. */
    private byte[] rewrite(byte[] bytes, ByteEncoder encoder) throws IOException {
        ByteDecoder decoder = new ByteDecoder();
        decoder.begin(bytes, WireFormat.HEADER_SIZE, bytes.length - WireFormat.HEADER_SIZE);
        GenericRecord resolved = new GenericDatumReader<GenericRecord>(schema, latest).read(null, decoder);
        encoder.begin(schemaId);
        new GenericDatumWriter<GenericRecord>(latest).write(resolved, encoder);
        return encoder.toBytes();
    }

    private static void requireReadable(RegisteredSchema latest, Schema schema) {
        if (SchemaCompatibility.checkReaderWriterCompatibility(latest.schema(), schema)
                        .getType()
                != SchemaCompatibilityType.COMPATIBLE) {
            throw new SchemaRegistryException("Version " + latest.version() + " of subject " + latest.subject()
                    + " cannot read what " + schema.getFullName() + " writes here; use the latest classes, or set"
                    + " latest.compatibility.strict=false");
        }
    }

    private static DatumWriter<Object> writer(SerdeConfig config, IndexedRecord example) {
        if (example instanceof SpecificRecord) {
            return new SpecificDatumWriter<>(example.getSchema(), DataModels.specific(example.getClass()));
        }
        return new GenericDatumWriter<>(example.getSchema(), DataModels.generic(config.logicalTypes()));
    }
}
