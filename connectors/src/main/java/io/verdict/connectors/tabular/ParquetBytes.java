package io.verdict.connectors.tabular;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/** A Parquet file in memory. The bytes must not be changed while it is read. */
final class ParquetBytes implements InputFile {
    private final byte[] bytes;

    ParquetBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public long getLength() {
        return bytes.length;
    }

    @Override
    public SeekableInputStream newStream() {
        Cursor cursor = new Cursor(bytes);
        return new DelegatingSeekableInputStream(cursor) {
            @Override
            public long getPos() {
                return cursor.position();
            }

            @Override
            public void seek(long position) throws IOException {
                cursor.move(position);
            }
        };
    }

    @Override
    public String toString() {
        return "the file";
    }

    private static final class Cursor extends ByteArrayInputStream {
        Cursor(byte[] bytes) {
            super(bytes);
        }

        long position() {
            return pos;
        }

        void move(long position) throws EOFException {
            if (position < 0 || position > count) {
                throw new EOFException("it points to byte %d of %d".formatted(position, count));
            }
            pos = (int) position;
        }
    }
}
