package io.verdict.connectors.spill;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NoSuchElementException;

/** Values in a file, in the order in which they were written. */
final class Run {

    private static final int BUFFER = 32 * 1024;

    private Run() {}

    /** Writes one run. */
    static final class Writer<T> implements AutoCloseable {
        private final Codec<T> codec;
        private final DataOutputStream out;

        Writer(Scratch scratch, Path file, Codec<T> codec) throws IOException {
            this.codec = codec;
            this.out = new DataOutputStream(new BufferedOutputStream(scratch.create(file), BUFFER));
        }

        void write(T value) throws IOException {
            out.writeBoolean(true);
            codec.write(value, out);
        }

        @Override
        public void close() throws IOException {
            try (out) {
                out.writeBoolean(false);
            }
        }
    }

    /** Reads one run. */
    static final class Reader<T> implements Sorted<T> {
        private final Codec<T> codec;
        private final DataInputStream in;
        private boolean more;

        Reader(Path file, Codec<T> codec) throws IOException {
            this.codec = codec;
            this.in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER));
            this.more = in.readBoolean();
        }

        @Override
        public boolean hasNext() {
            return more;
        }

        @Override
        public T next() throws IOException {
            if (!more) {
                throw new NoSuchElementException("the run is at its end");
            }
            T value = codec.read(in);
            more = in.readBoolean();
            return value;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
