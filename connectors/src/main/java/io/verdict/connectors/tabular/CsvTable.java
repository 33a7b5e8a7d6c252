package io.verdict.connectors.tabular;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** CSV as RFC 4180 has it, with a header; the separator is the schema's, a tab in files that end with {@code .tsv}. */
final class CsvTable implements RawTable {

    private static final int LONGEST_RECORD = 1 << 22;

    private final TableSchema schema;

    CsvTable(TableSchema schema) {
        this.schema = schema;
    }

    @Override
    public void read(String file, byte[] content, Consumer<RawRow> rows) throws TableFormatException {
        String text = TableText.decode(file, content);
        char separator = file.endsWith(".tsv") ? '\t' : schema.separator();
        long line = 1;
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                        .fieldSeparator(separator)
                        .skipEmptyLines(true)
                        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .allowUnclosedQuote(false)
                        .maxBufferSize(LONGEST_RECORD)
                        .ofCsvRecord(text);
                CloseableIterator<CsvRecord> records = reader.iterator()) {
            if (!records.hasNext()) {
                throw new TableFormatException(file + ":1: is empty; its first line must name the columns");
            }
            List<String> names =
                    records.next().getFields().stream().map(String::strip).toList();
            int[] places = Header.places(schema, file, names);
            while (records.hasNext()) {
                CsvRecord row = records.next();
                line = row.getStartingLineNumber();
                rows.accept(row(file, row, names.size(), places));
            }
        } catch (CsvParseException e) {
            throw new TableFormatException(
                    "%s: after line %d a record is malformed: %s. Close every quote, and write a quote within quotes twice"
                            .formatted(file, line, innermost(e)),
                    e);
        } catch (TableFormatException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException("Reading from memory failed", e);
        }
    }

    private static String innermost(Throwable e) {
        return e.getCause() == null ? e.getMessage() : innermost(e.getCause());
    }

    private RawRow row(String file, CsvRecord row, int width, int[] places) {
        long line = row.getStartingLineNumber();
        if (row.getFieldCount() != width) {
            String reason = "the row has " + row.getFieldCount() + " values, the header names " + width;
            return new RawRow(line, List.of(), places, List.of(new Fault(file, line, "", 0, row.getField(0), reason)));
        }
        List<String> values = new ArrayList<>(places.length);
        for (int place : places) {
            values.add(place < 0 ? null : row.getField(place));
        }
        int[] positions = Arrays.stream(places).map(place -> place + 1).toArray();
        return new RawRow(line, values, positions, List.of());
    }
}
