package io.verdict.connectors.tabular;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.verdict.connectors.store.Digests;
import io.verdict.topics.contract.Cell;
import io.verdict.topics.contract.Column;
import io.verdict.topics.contract.ColumnRole;
import io.verdict.topics.contract.RowEncoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A gold table as training reads it: the same bytes, the same rows.
 *
 * @param sha256 of the bytes that it was read from
 */
public record GoldTable(TableSchema schema, List<GoldRow> rows, String sha256) {
    public GoldTable {
        rows = List.copyOf(rows);
    }

    /** The table that was just built. */
    public static GoldTable of(Gold gold) {
        return new GoldTable(gold.schema(), gold.rows(), gold.manifest().goldSha256());
    }

    /**
     * Reads what {@link Gold#csv()} wrote.
     *
     * @param file name for errors
     * @throws TableFormatException when it was written for another schema or altered so that it is no gold table
     */
    public static GoldTable read(TableSchema schema, String file, byte[] csv) throws TableFormatException {
        List<GoldRow> rows = new ArrayList<>();
        List<String> header = Gold.header(schema);
        try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(TableText.decode(file, csv));
                CloseableIterator<CsvRecord> records = reader.iterator()) {
            if (!records.hasNext() || !records.next().getFields().equals(header)) {
                throw new TableFormatException(
                        file + ":1: is no gold table of this schema; build it again with `table build`");
            }
            while (records.hasNext()) {
                rows.add(row(schema, file, records.next()));
            }
        } catch (CsvParseException e) {
            throw new TableFormatException(file + ": is no gold table: " + e.getMessage(), e);
        } catch (TableFormatException e) {
            throw e;
        } catch (IOException e) {
            throw new TableFormatException(file + ": cannot be read", e);
        }
        return new GoldTable(schema, rows, Digests.of(csv).sha256());
    }

    private static GoldRow row(TableSchema schema, String file, CsvRecord row) throws TableFormatException {
        String place = file + ":" + row.getStartingLineNumber() + ": ";
        List<String> values = row.getFields().subList(1, row.getFieldCount());
        for (int i = 0; i < schema.columns().size(); i++) {
            Column column = schema.columns().get(i);
            Cell cell = column.read(values.get(i));
            boolean same = cell instanceof Cell.Missing
                    || cell instanceof Cell.Value value && value.text().equals(values.get(i));
            if (!same) {
                throw new TableFormatException(place + column.name()
                        + " is not as `table build` writes it; build the table again with this schema");
            }
        }
        try {
            return new GoldRow(Split.valueOf(row.getField(0)), values);
        } catch (IllegalArgumentException e) {
            throw new TableFormatException(place + "there is no split " + row.getField(0), e);
        }
    }

    /** The table without the rows of a part, for those who must not see them. */
    public GoldTable without(Split split) {
        return new GoldTable(
                schema, rows.stream().filter(row -> row.split() != split).toList(), sha256);
    }

    /** The rows of one part. */
    public List<GoldRow> part(Split split) {
        return rows.stream().filter(row -> row.split() == split).toList();
    }

    /** The floats of rows, (rows, features), as {@link RowEncoder} makes them. */
    public float[][] encoded(RowEncoder encoder, List<GoldRow> part) {
        int[] places = encoder.features().stream()
                .mapToInt(column -> schema.names().indexOf(column.name()))
                .toArray();
        float[][] floats = new float[part.size()][places.length];
        for (int i = 0; i < floats.length; i++) {
            for (int f = 0; f < places.length; f++) {
                floats[i][f] = RowEncoder.code(
                        encoder.features().get(f), part.get(i).values().get(places[f]));
            }
        }
        return floats;
    }

    /** The class index of each row. */
    public int[] labels(List<GoldRow> part) {
        int place = schema.index(ColumnRole.LABEL);
        List<String> classes = classes();
        return part.stream()
                .mapToInt(row -> classes.indexOf(row.values().get(place)))
                .toArray();
    }

    /**
     * The names of the classes.
     *
     * @throws IllegalArgumentException when no column is the label
     */
    public List<String> classes() {
        return schema.only(ColumnRole.LABEL)
                .map(Column::categories)
                .orElseThrow(() -> new IllegalArgumentException(
                        "the table %s has no label; give a CATEGORY the role LABEL".formatted(schema.table())));
    }

    /** The values of a column, in the order of the rows. */
    public List<String> column(Column column, List<GoldRow> part) {
        int place = schema.columns().indexOf(column);
        return part.stream().map(row -> row.values().get(place)).toList();
    }
}
