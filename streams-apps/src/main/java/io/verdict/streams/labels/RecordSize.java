package io.verdict.streams.labels;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/**
 * How many bytes records take in Avro's binary encoding. A record that no topic takes would end the app, and again after
 * each start, so nothing is decided that leads to one. Pure.
 */
final class RecordSize {

    /** Kafka's default for a topic (max.message.bytes), less what keys, headers and the batch around them take. */
    static final int MOST_BYTES = 1_000_000;

    private RecordSize() {}

    /** The largest one's size; 0 where there is none. */
    static int largest(List<? extends SpecificRecord> records) {
        return records.stream().mapToInt(RecordSize::of).max().orElse(0);
    }

    private static int of(SpecificRecord record) {
        Schema schema = record.getSchema();
        Counted bytes = new Counted();
        try {
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
            new SpecificDatumWriter<SpecificRecord>(schema, SpecificData.getForSchema(schema)).write(record, encoder);
        } catch (IOException e) {
            throw new UncheckedIOException("Counting needs no device that could fail", e);
        }
        return bytes.count;
    }

    private static final class Counted extends OutputStream {

        private int count;

        @Override
        public void write(int one) {
            count++;
        }

        @Override
        public void write(byte[] some, int from, int length) {
            count += length;
        }
    }
}
