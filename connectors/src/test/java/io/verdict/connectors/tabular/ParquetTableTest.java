package io.verdict.connectors.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.connectors.tabular.ParquetFiles.How;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.api.Binary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** LAB-4: a Parquet file is the table that the same rows are as CSV or JSON lines. */
class ParquetTableTest {

    private static final TableSchema SCHEMA = TableSchemaFile.parse("s.yaml", """
            table: t
            worstBadShare: 0.5
            split: {seed: 3, validation: 0.2, test: 0.2}
            columns:
              - {name: id, type: INTEGER, role: ID}
              - {name: who, type: TEXT, role: GROUP}
              - {name: amount, type: NUMBER, min: 0, max: 100, required: false}
              - {name: rare, type: BOOLEAN, required: false}
              - {name: when, type: TIMESTAMP, role: EVENT_TIME}
              - {name: label, type: CATEGORY, categories: "Low, High", role: LABEL}
            """);
    private static final String COLUMNS =
            "required int64 id; required binary who (STRING); optional double amount; optional boolean rare;"
                    + " required int64 when (TIMESTAMP(MICROS,true)); required binary label (STRING);";
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path folder;

    private static Consumer<Group> row(int i) {
        return row -> {
            row.append("id", (long) i).append("who", "Ann–" + i % 7 + " 🙂");
            if (i % 3 != 0) {
                row.append("amount", i % 100 + 0.25);
            }
            if (i % 2 == 0) {
                row.append("rare", i % 4 == 0);
            }
            row.append("when", ChronoUnit.MICROS.between(Instant.EPOCH, when(i)))
                    .append("label", i % 5 == 0 ? "High" : "Low");
        };
    }

    private static Instant when(int i) {
        return START.plus(i, ChronoUnit.HOURS).plus(i, ChronoUnit.MICROS);
    }

    private static List<Consumer<Group>> rows(int count) {
        return IntStream.range(0, count).mapToObj(ParquetTableTest::row).toList();
    }

    private static String csv(int count) {
        StringBuilder text = new StringBuilder("id,who,amount,rare,when,label\n");
        for (int i = 0; i < count; i++) {
            text.append("%d,Ann–%d 🙂,%s,%s,%s,%s\n"
                    .formatted(
                            i,
                            i % 7,
                            i % 3 == 0 ? "" : i % 100 + ".25",
                            i % 2 != 0 ? "" : Boolean.toString(i % 4 == 0),
                            when(i),
                            i % 5 == 0 ? "High" : "Low"));
        }
        return text.toString();
    }

    private static String jsonLines(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append("{\"id\":%d,\"who\":\"Ann–%d 🙂\",\"amount\":%s,\"rare\":%s,\"when\":\"%s\",\"label\":\"%s\"}\n"
                    .formatted(
                            i,
                            i % 7,
                            i % 3 == 0 ? "null" : i % 100 + ".25",
                            i % 2 != 0 ? "null" : Boolean.toString(i % 4 == 0),
                            when(i),
                            i % 5 == 0 ? "High" : "Low"));
        }
        return text.toString();
    }

    private static String gold(String name, byte[] bytes) throws TableFormatException {
        Gold gold = GoldBuild.build(SCHEMA, List.of(new SourceFile(name, bytes)));
        assertThat(gold.faults()).isEmpty();
        return gold.manifest().goldSha256();
    }

    @Test
    void shouldBeTheSameTableAsCsvAndJsonLinesHowever() throws Exception {
        String expected = gold("a.csv", csv(400).getBytes(StandardCharsets.UTF_8));
        List<How> ways = new ArrayList<>();
        for (CompressionCodecName codec : List.of(
                CompressionCodecName.UNCOMPRESSED,
                CompressionCodecName.SNAPPY,
                CompressionCodecName.GZIP,
                CompressionCodecName.ZSTD,
                CompressionCodecName.LZ4_RAW)) {
            ways.add(new How(codec, WriterVersion.PARQUET_1_0, true, 1_000));
            ways.add(new How(codec, WriterVersion.PARQUET_2_0, false, 90));
        }

        assertThat(gold("a.jsonl", jsonLines(400).getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(expected);
        for (How how : ways) {
            assertThat(gold("a.parquet", ParquetFiles.write(folder, how, COLUMNS, rows(400))))
                    .as(how.toString())
                    .isEqualTo(expected);
        }
    }

    private List<String> texts(String column, String declared, List<Consumer<Group>> values) throws Exception {
        TableSchema schema = TableSchemaFile.parse("s.yaml", """
                table: t
                columns:
                  - {name: x, %s, required: false}
                  - {name: label, type: CATEGORY, categories: "Low, High", role: LABEL}
                """.formatted(declared));
        List<Consumer<Group>> rows = values.stream()
                .<Consumer<Group>>map(value -> row -> {
                    value.accept(row);
                    row.append("label", "Low");
                })
                .toList();
        byte[] file = ParquetFiles.write(
                folder,
                How.USUAL,
                "optional %s required binary label (STRING);".formatted(column.endsWith("}") ? column : column + ";"),
                rows);
        List<String> texts = new ArrayList<>();
        RawTable.of("x.PARQUET", schema).read("x.parquet", file, row -> {
            texts.add(row.values().get(0));
            row.faults().forEach(fault -> texts.add(fault.message()));
        });
        return texts;
    }

    private static Consumer<Group> x(int value) {
        return row -> row.append("x", value);
    }

    private static Consumer<Group> x(long value) {
        return row -> row.append("x", value);
    }

    private static Consumer<Group> x(double value) {
        return row -> row.append("x", value);
    }

    private static Consumer<Group> bytes(byte... value) {
        return row -> row.append("x", Binary.fromConstantByteArray(value));
    }

    @Test
    void shouldReadEachTypeAsTheTextOfACsvFile() throws Exception {
        String number = "type: NUMBER";
        assertThat(texts("int32 x", number, List.of(x(-5), row -> {}))).containsExactly("-5", null);
        assertThat(texts("int32 x (INTEGER(32,false))", number, List.of(x(-1)))).containsExactly("4294967295");
        assertThat(texts("int64 x (INTEGER(64,false))", number, List.of(x(-1L))))
                .containsExactly("18446744073709551615");
        assertThat(texts("int32 x (DECIMAL(9,2))", number, List.of(x(-1205)))).containsExactly("-12.05");
        assertThat(texts("int64 x (DECIMAL(18,3))", number, List.of(x(5L)))).containsExactly("0.005");
        assertThat(texts("fixed_len_byte_array(3) x (DECIMAL(5,1))", number, List.of(bytes((byte) -1, (byte) -1, (byte)
                        -10))))
                .containsExactly("-1.0");
        assertThat(texts("binary x (DECIMAL(5,1))", number, List.of(bytes((byte) 1, (byte) 0))))
                .containsExactly("25.6");
        assertThat(texts("float x", number, List.of(row -> row.append("x", 0.1f))))
                .containsExactly("0.1");
        assertThat(texts("double x", number, List.of(x(1e30), x(Double.NaN)))).containsExactly("1.0E30", "NaN");
        assertThat(texts("double x", "type: INTEGER", List.of(x(3d), x(1e9), x(2.5), x(Double.NaN))))
                .as("whole numbers that a writer made floats of")
                .containsExactly("3", "1000000000", "2.5", "NaN");
        assertThat(texts("boolean x", "type: BOOLEAN", List.of(row -> row.append("x", true))))
                .containsExactly("true");
        assertThat(texts("int64 x", "type: TEXT", List.of(x(7L)))).containsExactly("7");
        assertThat(texts("binary x (ENUM)", "type: TEXT", List.of(row -> row.append("x", "a"))))
                .containsExactly("a");
    }

    @Test
    void shouldReadDatesAndMomentsInUtc() throws Exception {
        String time = "type: TIMESTAMP, role: NOTE";
        assertThat(texts("int32 x (DATE)", time, List.of(x(-1)))).containsExactly("1969-12-31T00:00:00Z");
        assertThat(texts("int32 x (DATE)", "type: TEXT", List.of(x(0)))).containsExactly("1970-01-01");
        assertThat(texts("int64 x (TIMESTAMP(MILLIS,true))", time, List.of(x(-1L))))
                .containsExactly("1969-12-31T23:59:59.999Z");
        assertThat(texts("int64 x (TIMESTAMP(MICROS,true))", time, List.of(x(1L))))
                .containsExactly("1970-01-01T00:00:00.000001Z");
        assertThat(texts("int64 x (TIMESTAMP(NANOS,true))", time, List.of(x(Long.MAX_VALUE))))
                .containsExactly("2262-04-11T23:47:16.854775807Z");
    }

    @Test
    void shouldRefuseColumnsThatHaveNoText() {
        assertRefused("group x { optional int32 y; }", "column 1: x is nested");
        assertRefused("group x (LIST) { repeated group list { optional int32 element; } }", "x is nested");
        assertRefused("int96 x", "x is INT96, which is not read");
        assertRefused("binary x", "x is BINARY, which is not read");
        assertRefused("int64 x (TIMESTAMP(MICROS,false))", "x is TIMESTAMP(MICROS,false)", "in UTC");
        assertRefused("int32 x (TIME(MILLIS,true))", "x is TIME");
        assertRefused("fixed_len_byte_array(16) x (UUID)", "x is UUID");
    }

    private void assertRefused(String column, String... findings) {
        assertThatThrownBy(() -> texts(column, "type: TEXT, role: NOTE", List.of()))
                .isInstanceOf(TableFormatException.class)
                .hasMessageStartingWith("x.parquet: ")
                .hasMessageContainingAll(findings);
    }

    @Test
    void shouldNameTheRowAndTheColumnOfAFault() throws Exception {
        List<Consumer<Group>> rows = new ArrayList<>(rows(6));
        rows.set(4, row -> row.append("id", 4L)
                .append("who", "Bob")
                .append("amount", 101.0)
                .append("when", 0L)
                .append("label", "low"));
        Gold gold = GoldBuild.check(
                SCHEMA, List.of(new SourceFile("a.parquet", ParquetFiles.write(folder, How.USUAL, COLUMNS, rows))));

        assertThat(gold.faults())
                .extracting(Fault::message)
                .containsExactly(
                        "a.parquet:5: amount (3): \"101.0\" is above the largest value allowed, 100",
                        "a.parquet:5: label (6): \"low\" is none of the categories Low, High. Did you mean Low?");
        assertThat(texts("binary x (STRING)", "type: TEXT", List.of(bytes((byte) 'a'), bytes((byte) 0xff), bytes((byte)
                        0))))
                .containsExactly(
                        "a",
                        null,
                        "x.parquet:2: x (1): is no UTF-8",
                        null,
                        "x.parquet:3: x (1): has a zero byte, so it is no text");
    }

    @Test
    void shouldNameColumnsThatAreMissingOrNotDeclared() {
        byte[] file = ParquetFiles.write(folder, How.USUAL, "required int64 id; optional int32 amout;", List.of());

        assertThatThrownBy(() -> gold("a.parquet", file))
                .hasMessageContaining("column 2: amout is not declared. Did you mean amount?")
                .hasMessageContaining("the column who is missing");
    }

    @Test
    void shouldPassOverNestedColumnsThatNobodyAsksFor() throws Exception {
        TableSchema schema = TableSchemaFile.parse("s.yaml", """
                table: t
                ignoreOtherColumns: true
                columns:
                  - {name: label, type: CATEGORY, categories: "Low, High", role: LABEL}
                """);
        byte[] file = ParquetFiles.write(
                folder,
                How.USUAL,
                "optional group x { optional int32 y; } required binary label (STRING);",
                List.of(row -> row.append("label", "Low")));
        List<String> labels = new ArrayList<>();

        RawTable.of("a.parquet", schema)
                .read("a.parquet", file, row -> labels.add(row.values().get(0)));

        assertThat(labels).containsExactly("Low");
    }

    @Test
    void shouldSayThatAFileIsDamagedWhateverTheDamage() {
        byte[] file = ParquetFiles.write(
                folder, new How(CompressionCodecName.ZSTD, WriterVersion.PARQUET_1_0, true, 90), COLUMNS, rows(200));
        Random dice = new Random(7);

        for (byte[] bad : List.of(
                new byte[0],
                "id,who\n".getBytes(StandardCharsets.UTF_8),
                Arrays.copyOf(file, file.length / 2),
                Arrays.copyOfRange(file, 4, file.length))) {
            assertThatThrownBy(() -> gold("a.parquet", bad))
                    .isInstanceOf(TableFormatException.class)
                    .hasMessageStartingWith("a.parquet: is no Parquet file that can be read, or a damaged one");
        }
        int refused = 0;
        for (int i = 0; i < 200; i++) {
            byte[] flipped = file.clone();
            flipped[dice.nextInt(file.length)] ^= (byte) (1 << dice.nextInt(8));
            try {
                GoldBuild.check(SCHEMA, List.of(new SourceFile("a.parquet", flipped)));
            } catch (TableFormatException expected) {
                refused++;
            }
        }
        assertThat(refused)
                .as("of 200; others were noticed by nobody, as in statistics")
                .isGreaterThan(60);
    }

    @Test
    void shouldRefuseMoreThanThereIsRoomFor() {
        BlockMetaData group = new BlockMetaData();
        group.setRowCount(ParquetTable.MOST_ROWS / 2);

        assertThatThrownBy(() -> ParquetTable.demandRoom("a.parquet", List.of(group, group, group)))
                .hasMessageContaining("has 150000000 rows")
                .hasMessageContaining("split it");
    }

    @Test
    void shouldUnpackPagesOfKnownCodecsAndSizesOnly() throws Exception {
        ParquetCodecs codecs = new ParquetCodecs();

        assertThatThrownBy(() -> codecs.getDecompressor(CompressionCodecName.BROTLI))
                .hasMessageContaining("packed with BROTLI, and read are none, SNAPPY");
        assertThatThrownBy(() -> codecs.getCompressor(CompressionCodecName.SNAPPY))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> codecs.getDecompressor(CompressionCodecName.ZSTD)
                        .decompress(BytesInput.from(new byte[1]), ParquetCodecs.LARGEST_PAGE + 1))
                .hasMessageContaining("a page of 268435457 bytes is not read");
        assertThatThrownBy(() -> codecs.getDecompressor(CompressionCodecName.UNCOMPRESSED)
                        .decompress(BytesInput.from(new byte[1]), 2))
                .hasMessageContaining("a page of 2 bytes has 1");
        ByteBuffer out = ByteBuffer.allocateDirect(2);
        codecs.getDecompressor(CompressionCodecName.UNCOMPRESSED)
                .decompress(ByteBuffer.wrap(new byte[] {3, 4}), 2, out, 2);
        assertThat(out.flip().get(1)).isEqualTo((byte) 4);
    }
}
