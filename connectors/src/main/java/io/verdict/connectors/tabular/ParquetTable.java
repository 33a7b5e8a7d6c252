package io.verdict.connectors.tabular;

import io.verdict.topics.contract.Column;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * Apache Parquet, read with parquet-java: flat columns, of which only the declared ones are read, as the text that a CSV
 * file would hold. A row's place is its number in the file, from 1.
 */
final class ParquetTable implements RawTable {

    /** A row of nothing but one repeated value takes no space in a file, and some in memory. */
    static final long MOST_ROWS = 100_000_000;

    private final TableSchema schema;

    ParquetTable(TableSchema schema) {
        this.schema = schema;
    }

    /** Something that the library does with the file's bytes. */
    private interface Reading<T> {
        T get() throws IOException;
    }

    @Override
    public void read(String file, byte[] content, Consumer<RawRow> rows) throws TableFormatException {
        try (ParquetFileReader reader = reading(file, () -> open(content))) {
            demandRoom(file, reader.getRowGroups());
            MessageType whole = reader.getFileMetaData().getSchema();
            int[] places = Header.places(
                    schema, file, whole.getFields().stream().map(Type::getName).toList());
            List<ParquetCell> cells = cells(file, whole, places);
            MessageType wanted = wanted(whole, places);
            reader.setRequestedSchema(wanted);
            MessageColumnIO columns = new ColumnIOFactory().getColumnIO(wanted, whole);
            long line = 0;
            PageReadStore pages;
            while ((pages = reading(file, reader::readNextRowGroup)) != null) {
                PageReadStore group = pages;
                RecordReader<Group> records =
                        reading(file, () -> columns.getRecordReader(group, new GroupRecordConverter(wanted)));
                for (long i = 0; i < pages.getRowCount(); i++) {
                    Group row = reading(file, records::read);
                    rows.accept(row(file, ++line, row, cells, places));
                }
            }
        } catch (TableFormatException e) {
            throw e;
        } catch (IOException e) {
            throw damaged(file, e);
        }
    }

    private static ParquetFileReader open(byte[] content) throws IOException {
        return ParquetFileReader.open(
                new ParquetBytes(content),
                ParquetReadOptions.builder(new PlainParquetConfiguration())
                        .withCodecFactory(new ParquetCodecs())
                        .usePageChecksumVerification(true)
                        .build());
    }

    /** The library answers damage with exceptions of any kind. */
    private static <T> T reading(String file, Reading<T> what) throws TableFormatException {
        try {
            return what.get();
        } catch (IOException | RuntimeException e) {
            throw damaged(file, e);
        }
    }

    private static TableFormatException damaged(String file, Exception e) {
        return new TableFormatException(
                "%s: is no Parquet file that can be read, or a damaged one: %s. Write it anew"
                        .formatted(file, innermost(e)),
                e);
    }

    private static String innermost(Throwable e) {
        return e.getCause() != null ? innermost(e.getCause()) : e.getMessage() != null ? e.getMessage() : e.toString();
    }

    static void demandRoom(String file, List<BlockMetaData> groups) throws TableFormatException {
        long rows = groups.stream().mapToLong(BlockMetaData::getRowCount).sum();
        long bytes = groups.stream().mapToLong(BlockMetaData::getTotalByteSize).sum();
        if (rows > MOST_ROWS || bytes > 4 * SourceFile.LARGEST) {
            throw new TableFormatException(
                    "%s: has %d rows of %d bytes when unpacked, and at most %d rows of %d bytes are read at once; split it"
                            .formatted(file, rows, bytes, MOST_ROWS, 4 * SourceFile.LARGEST));
        }
    }

    private static MessageType wanted(MessageType whole, int[] places) {
        return new MessageType(
                whole.getName(),
                Arrays.stream(places)
                        .filter(place -> place >= 0)
                        .mapToObj(whole::getType)
                        .toList());
    }

    /** One for each column of the schema; null where the file does not have it. */
    private List<ParquetCell> cells(String file, MessageType whole, int[] places) throws TableFormatException {
        List<ParquetCell> cells = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < places.length; i++) {
            Column column = schema.columns().get(i);
            try {
                cells.add(places[i] < 0 ? null : ParquetCell.of(whole.getType(places[i]), column.type()));
            } catch (IllegalArgumentException e) {
                wrong.add("column %d: %s %s".formatted(places[i] + 1, column.name(), e.getMessage()));
            }
        }
        if (!wrong.isEmpty()) {
            throw new TableFormatException(file + ": " + String.join("; ", wrong));
        }
        return cells;
    }

    private RawRow row(String file, long line, Group row, List<ParquetCell> cells, int[] places) {
        List<Fault> faults = new ArrayList<>();
        List<String> values = new ArrayList<>(places.length);
        int field = 0;
        for (int i = 0; i < places.length; i++) {
            String value = null;
            if (places[i] >= 0) {
                int at = field++;
                try {
                    value = row.getFieldRepetitionCount(at) == 0
                            ? null
                            : cells.get(i).text(row, at);
                } catch (IllegalArgumentException e) {
                    String name = schema.columns().get(i).name();
                    faults.add(new Fault(file, line, name, places[i] + 1, "", e.getMessage()));
                }
            }
            values.add(value);
        }
        int[] positions = Arrays.stream(places).map(place -> place + 1).toArray();
        return new RawRow(line, values, positions, faults);
    }
}
