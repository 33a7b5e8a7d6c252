package io.verdict.connectors.tabular;

import io.airlift.compress.Compressor;
import io.airlift.compress.lz4.Lz4Compressor;
import io.airlift.compress.snappy.SnappyCompressor;
import io.airlift.compress.zstd.ZstdCompressor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** Writes small Parquet files with parquet-java. */
final class ParquetFiles {

    /** How a file is written, and how many rows a group has. */
    record How(CompressionCodecName codec, WriterVersion version, boolean dictionary, int rowGroup) {
        static final How USUAL = new How(CompressionCodecName.SNAPPY, WriterVersion.PARQUET_1_0, true, 1_000);
    }

    private ParquetFiles() {}

    /** @param columns as in {@code message m { … }} */
    static byte[] write(Path folder, How how, String columns, List<Consumer<Group>> rows) {
        MessageType schema = MessageTypeParser.parseMessageType("message m { " + columns + " }");
        Path file = folder.resolve("written.parquet");
        try {
            Files.deleteIfExists(file);
            try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new LocalOutputFile(file))
                    .withConf(new PlainParquetConfiguration())
                    .withType(schema)
                    .withCodecFactory(new Packing())
                    .withCompressionCodec(how.codec())
                    .withWriterVersion(how.version())
                    .withDictionaryEncoding(how.dictionary())
                    .withRowGroupRowCountLimit(how.rowGroup())
                    .build()) {
                for (Consumer<Group> row : rows) {
                    Group group = new SimpleGroup(schema);
                    row.accept(group);
                    writer.write(group);
                }
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Packing implements CompressionCodecFactory {
        @Override
        public BytesInputCompressor getCompressor(CompressionCodecName codec) {
            return new BytesInputCompressor() {
                @Override
                public BytesInput compress(BytesInput bytes) throws IOException {
                    return BytesInput.from(pack(codec, bytes.toInputStream().readAllBytes()));
                }

                @Override
                public CompressionCodecName getCodecName() {
                    return codec;
                }

                @Override
                public void release() {}
            };
        }

        @Override
        public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
            return new ParquetCodecs().getDecompressor(codec);
        }

        @Override
        public void release() {}
    }

    private static byte[] pack(CompressionCodecName codec, byte[] bytes) throws IOException {
        return switch (codec) {
            case UNCOMPRESSED -> bytes;
            case GZIP -> {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
                    gzip.write(bytes);
                }
                yield out.toByteArray();
            }
            case SNAPPY -> by(new SnappyCompressor(), bytes);
            case ZSTD -> by(new ZstdCompressor(), bytes);
            case LZ4_RAW -> by(new Lz4Compressor(), bytes);
            case LZ4, LZO, BROTLI -> throw new IllegalArgumentException(codec.name());
        };
    }

    private static byte[] by(Compressor compressor, byte[] bytes) {
        byte[] packed = new byte[compressor.maxCompressedLength(bytes.length)];
        return Arrays.copyOf(packed, compressor.compress(bytes, 0, bytes.length, packed, 0, packed.length));
    }
}
