package io.verdict.avro;

import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.DatumReader;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/** Reads what was written with one schema. Safe for use by many threads with a decoder each. */
record RecordReader<T extends IndexedRecord>(int schemaId, Schema writer, DatumReader<T> reader) {

    /**
     * A reader for what was written with the schema of that id.
     *
     * @param type class to read into; null for the one that the configuration names
     */
    static <T extends IndexedRecord> RecordReader<T> create(
            SchemaRegistry registry, SerdeConfig config, String topic, int id, Class<T> type) {
        Schema writer = registry.byId(id);
        if (type != null && SpecificRecord.class.isAssignableFrom(type)) {
            return new RecordReader<>(id, writer, specific(writer, type.asSubclass(SpecificRecord.class)));
        }
        if (config.type().isPresent()) {
            return new RecordReader<>(id, writer, specific(writer, config.type().get()));
        }
        if (config.specificReader()) {
            return new RecordReader<>(id, writer, specific(writer, generatedClass(writer, topic, id)));
        }
        return new RecordReader<>(
                id, writer, new GenericDatumReader<>(writer, writer, DataModels.generic(config.logicalTypes())));
    }

    private static <T> DatumReader<T> specific(Schema writer, Class<? extends SpecificRecord> type) {
        SpecificData model = SpecificData.getForClass(type);
        return new SpecificDatumReader<>(writer, model.getSchema(type), model);
    }

    private static Class<? extends SpecificRecord> generatedClass(Schema writer, String topic, int id) {
        Class<?> type = SpecificData.get().getClass(writer);
        if (type == null || !SpecificRecord.class.isAssignableFrom(type)) {
            throw new RecordFormatException(
                    "Record of topic " + topic + " was written with schema id " + id + ", "
                            + writer.getFullName()
                            + ", which has no generated class here; add it to the class path or set specific.avro.reader=false");
        }
        return type.asSubclass(SpecificRecord.class);
    }
}
