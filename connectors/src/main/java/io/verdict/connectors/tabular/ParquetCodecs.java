package io.verdict.connectors.tabular;

import io.airlift.compress.Decompressor;
import io.airlift.compress.lz4.Lz4Decompressor;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Unpacks Parquet's pages without native code: none, Snappy, gzip, Zstandard and raw LZ4. Only reads. Not thread-safe, as
 * the decompressors are not.
 */
final class ParquetCodecs implements CompressionCodecFactory {

    /** Writers aim at a mebibyte. */
    static final int LARGEST_PAGE = 1 << 28;

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        return switch (codec) {
            case UNCOMPRESSED -> new Unpacking((packed, size) -> packed);
            case GZIP -> new Unpacking(ParquetCodecs::gunzip);
            case SNAPPY -> new Unpacking(by(new SnappyDecompressor()));
            case ZSTD -> new Unpacking(by(new ZstdDecompressor()));
            case LZ4_RAW -> new Unpacking(by(new Lz4Decompressor()));
            case LZ4, LZO, BROTLI ->
                throw new UnsupportedOperationException(
                        "its pages are packed with %s, and read are none, SNAPPY, GZIP, ZSTD and LZ4_RAW"
                                .formatted(codec));
        };
    }

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        throw new UnsupportedOperationException("Parquet is read here, not written");
    }

    @Override
    public void release() {}

    /** How bytes are unpacked to so many. */
    private interface Codec {
        byte[] unpack(byte[] packed, int size) throws IOException;
    }

    private static byte[] gunzip(byte[] packed, int size) throws IOException {
        try (GZIPInputStream stream = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return stream.readNBytes(size);
        }
    }

    private static Codec by(Decompressor decompressor) {
        return (packed, size) -> {
            byte[] unpacked = new byte[size];
            int length = decompressor.decompress(packed, 0, packed.length, unpacked, 0, size);
            return length == size ? unpacked : new byte[length];
        };
    }

    private record Unpacking(Codec codec) implements BytesInputDecompressor {
        @Override
        public BytesInput decompress(BytesInput packed, int size) throws IOException {
            return BytesInput.from(unpack(packed.toInputStream().readAllBytes(), size));
        }

        @Override
        public void decompress(ByteBuffer packed, int packedSize, ByteBuffer unpacked, int size) throws IOException {
            byte[] bytes = new byte[packedSize];
            packed.get(bytes);
            unpacked.put(unpack(bytes, size));
        }

        private byte[] unpack(byte[] packed, int size) throws IOException {
            if (size < 0 || size > LARGEST_PAGE) {
                throw new IOException("a page of %d bytes is not read".formatted(size));
            }
            byte[] unpacked = codec.unpack(packed, size);
            if (unpacked.length != size) {
                throw new IOException("a page of %d bytes has %d".formatted(size, unpacked.length));
            }
            return unpacked;
        }

        @Override
        public void release() {}
    }
}
