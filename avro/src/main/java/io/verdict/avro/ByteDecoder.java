package io.verdict.avro;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;

/**
 * Avro's binary encoding from an array that it does not copy; used again for the next record. Lengths are checked
 * against the bytes that are there before anything is allocated. For one thread at a time.
 */
final class ByteDecoder extends Decoder {

    /** Items without bytes that a block may claim; more would let a damaged record take all memory. */
    private static final int LARGEST_EMPTY_BLOCK = 1 << 16;

    private byte[] buffer = new byte[0];
    private int position;
    private int limit;

    /** Begins at {@code start}. */
    void begin(byte[] bytes, int start, int length) {
        buffer = bytes;
        position = start;
        limit = start + length;
    }

    /** Bytes not read. */
    int remaining() {
        return limit - position;
    }

    /** Lets go of the record. */
    void end() {
        buffer = new byte[0];
        position = 0;
        limit = 0;
    }

    @Override
    public void readNull() {
        // A null takes no bytes.
    }

    @Override
    public boolean readBoolean() throws IOException {
        need(1);
        return buffer[position++] != 0;
    }

    @Override
    public int readInt() throws IOException {
        long value = readLong();
        if (value != (int) value) {
            throw new AvroRuntimeException("An int is out of range: " + value);
        }
        return (int) value;
    }

    @Override
    public long readLong() throws IOException {
        long bits = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            if (position >= limit) {
                throw tooShort(1);
            }
            byte next = buffer[position++];
            bits |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return bits >>> 1 ^ -(bits & 1);
            }
        }
        throw new AvroRuntimeException("A number takes more than ten bytes");
    }

    @Override
    public float readFloat() throws IOException {
        return Float.intBitsToFloat((int) littleEndian(Float.BYTES));
    }

    @Override
    public double readDouble() throws IOException {
        return Double.longBitsToDouble(littleEndian(Double.BYTES));
    }

    @Override
    public String readString() throws IOException {
        int length = readLength();
        String text = new String(buffer, position, length, StandardCharsets.UTF_8);
        position += length;
        return text;
    }

    @Override
    public Utf8 readString(Utf8 old) throws IOException {
        int length = readLength();
        Utf8 text = old == null ? new Utf8() : old;
        text.setByteLength(length);
        System.arraycopy(buffer, position, text.getBytes(), 0, length);
        position += length;
        return text;
    }

    @Override
    public void skipString() throws IOException {
        int length = readLength();
        position += length;
    }

    @Override
    public ByteBuffer readBytes(ByteBuffer old) throws IOException {
        byte[] bytes = new byte[readLength()];
        System.arraycopy(buffer, position, bytes, 0, bytes.length);
        position += bytes.length;
        return ByteBuffer.wrap(bytes);
    }

    @Override
    public void skipBytes() throws IOException {
        int length = readLength();
        position += length;
    }

    @Override
    public void readFixed(byte[] bytes, int start, int length) throws IOException {
        need(length);
        System.arraycopy(buffer, position, bytes, start, length);
        position += length;
    }

    @Override
    public void skipFixed(int length) throws IOException {
        need(length);
        position += length;
    }

    @Override
    public int readEnum() throws IOException {
        return readInt();
    }

    @Override
    public int readIndex() throws IOException {
        return readInt();
    }

    @Override
    public long readArrayStart() throws IOException {
        return readBlock();
    }

    @Override
    public long arrayNext() throws IOException {
        return readBlock();
    }

    @Override
    public long skipArray() throws IOException {
        return skipBlocks();
    }

    @Override
    public long readMapStart() throws IOException {
        return readBlock();
    }

    @Override
    public long mapNext() throws IOException {
        return readBlock();
    }

    @Override
    public long skipMap() throws IOException {
        return skipBlocks();
    }

    /** A negative count is followed by the block's size in bytes, which only skipping needs. */
    private long readBlock() throws IOException {
        long count = readLong();
        if (count < 0) {
            readLong();
            count = -count;
        }
        // Items take a byte at least, but for nulls and records without fields.
        if (count < 0 || count > Math.max(remaining(), LARGEST_EMPTY_BLOCK)) {
            throw new AvroRuntimeException("A block claims " + count + " items with " + remaining() + " bytes left");
        }
        return count;
    }

    /** Skips sized blocks; a block without a size is left to the caller, item by item. */
    private long skipBlocks() throws IOException {
        long count = readLong();
        while (count < 0) {
            long size = readLong();
            if (size < 0 || size > remaining()) {
                throw tooShort(size);
            }
            position += (int) size;
            count = readLong();
        }
        return count;
    }

    private long littleEndian(int size) throws IOException {
        need(size);
        long bits = 0;
        for (int i = size - 1; i >= 0; i--) {
            bits = bits << 8 | (buffer[position + i] & 0xFFL);
        }
        position += size;
        return bits;
    }

    private int readLength() throws IOException {
        long length = readLong();
        if (length < 0 || length > remaining()) {
            throw tooShort(length);
        }
        return (int) length;
    }

    private void need(int length) throws EOFException {
        if (remaining() < length) {
            throw tooShort(length);
        }
    }

    private EOFException tooShort(long wanted) {
        return new EOFException("The record ends early: " + wanted + " bytes wanted, " + remaining() + " left");
    }
}
