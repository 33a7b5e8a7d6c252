package io.verdict.avro;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.avro.io.BinaryData;
import org.apache.avro.io.BinaryEncoder;

/**
 * Avro's binary encoding into an array that is used again for the next record, so that a write allocates its result
 * only. For one thread at a time.
 */
final class ByteEncoder extends BinaryEncoder {

    private static final int INITIAL_SIZE = 1024;
    /** A larger array is given back after the record that needed it. */
    private static final int LARGEST_KEPT = 1024 * 1024;

    private static final int LARGEST_VARINT = 10;

    private byte[] buffer = new byte[INITIAL_SIZE];
    private int position;

    /** Begins a record in the wire format. */
    void begin(int schemaId) {
        if (buffer.length > LARGEST_KEPT) {
            buffer = new byte[INITIAL_SIZE];
        }
        WireFormat.writeHeader(buffer, schemaId);
        position = WireFormat.HEADER_SIZE;
    }

    /** What was written since {@link #begin}. */
    byte[] toBytes() {
        return Arrays.copyOf(buffer, position);
    }

    @Override
    public void writeBoolean(boolean value) {
        reserve(1);
        buffer[position++] = (byte) (value ? 1 : 0);
    }

    @Override
    public void writeInt(int value) {
        reserve(LARGEST_VARINT);
        position += BinaryData.encodeInt(value, buffer, position);
    }

    @Override
    public void writeLong(long value) {
        reserve(LARGEST_VARINT);
        position += BinaryData.encodeLong(value, buffer, position);
    }

    @Override
    public void writeFloat(float value) {
        reserve(Float.BYTES);
        position += BinaryData.encodeFloat(value, buffer, position);
    }

    @Override
    public void writeDouble(double value) {
        reserve(Double.BYTES);
        position += BinaryData.encodeDouble(value, buffer, position);
    }

    @Override
    public void writeString(String text) throws IOException {
        int length = text.length();
        reserve(length + LARGEST_VARINT);
        int start = position + BinaryData.encodeInt(length, buffer, position);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                // The prefix counts bytes, which are more than chars from here on.
                writeBytes(text.getBytes(StandardCharsets.UTF_8));
                return;
            }
            buffer[start + i] = (byte) c;
        }
        position = start + length;
    }

    @Override
    public void writeFixed(byte[] bytes, int start, int length) {
        reserve(length);
        System.arraycopy(bytes, start, buffer, position, length);
        position += length;
    }

    @Override
    public void writeFixed(ByteBuffer bytes) {
        int length = bytes.remaining();
        reserve(length);
        bytes.duplicate().get(buffer, position, length);
        position += length;
    }

    @Override
    protected void writeZero() {
        reserve(1);
        buffer[position++] = 0;
    }

    @Override
    public int bytesBuffered() {
        return position;
    }

    @Override
    public void flush() {
        // Nothing lies behind the array.
    }

    private void reserve(int length) {
        if (buffer.length - position < length) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, position + length));
        }
    }
}
