package io.verdict.avro;

import java.util.HexFormat;

/**
 * Confluent's wire format: a zero byte, the schema's id in four bytes (big-endian), and the record in Avro's binary
 * encoding.
 */
final class WireFormat {

    static final int HEADER_SIZE = 5;

    private static final int SHOWN_BYTES = 16;

    private WireFormat() {}

    static void writeHeader(byte[] bytes, int schemaId) {
        bytes[0] = 0;
        bytes[1] = (byte) (schemaId >>> 24);
        bytes[2] = (byte) (schemaId >>> 16);
        bytes[3] = (byte) (schemaId >>> 8);
        bytes[4] = (byte) schemaId;
    }

    /** The schema's id. */
    static int readHeader(String topic, byte[] bytes, int start, int length) {
        if (length < HEADER_SIZE || bytes[start] != 0) {
            throw new RecordFormatException("Record of topic " + topic
                    + " is not in Confluent's wire format (a zero byte, a four-byte schema id, Avro binary): it has "
                    + length + " bytes and begins with " + hex(bytes, start, length)
                    + "; check who writes to the topic and with which serializer");
        }
        return (bytes[start + 1] & 0xFF) << 24
                | (bytes[start + 2] & 0xFF) << 16
                | (bytes[start + 3] & 0xFF) << 8
                | bytes[start + 4] & 0xFF;
    }

    static String hex(byte[] bytes, int start, int length) {
        String shown = HexFormat.ofDelimiter(" ").formatHex(bytes, start, start + Math.min(length, SHOWN_BYTES));
        return length == 0 ? "nothing" : length > SHOWN_BYTES ? shown + " …" : shown;
    }
}
