package io.verdict.connectors.features;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads labels from CSV (RFC 4180, UTF-8) with a header, a part of the file at a time. A file with a row that cannot be used
 * is refused as a whole, with the row's place. Not thread-safe.
 */
final class LabelFile implements AutoCloseable {

    private static final int LONGEST_RECORD = 1 << 22;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final String name;
    private final JoinRule rule;
    private final CsvReader<CsvRecord> reader;
    private final CloseableIterator<CsvRecord> records;
    private final List<String> columns;
    private final int time;
    private final int known;
    private final int[] entities;
    private long line = 1;

    private LabelFile(Path file, JoinRule rule) throws IOException {
        this.name = file.getFileName().toString();
        this.rule = rule;
        // A reader of this kind refuses what is no UTF-8; FastCSV's own replaces it.
        this.reader = CsvReader.builder()
                .skipEmptyLines(true)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .maxBufferSize(LONGEST_RECORD)
                .ofCsvRecord(Files.newBufferedReader(file, StandardCharsets.UTF_8));
        this.records = reader.iterator();
        try {
            this.columns = header();
            this.time = place(rule.timeColumn());
            this.known = rule.knownColumn().isPresent()
                    ? place(rule.knownColumn().get())
                    : columns.indexOf(JoinRule.USUAL_KNOWN_COLUMN);
            this.entities = new int[rule.groups().size()];
            for (int group = 0; group < entities.length; group++) {
                entities[group] = place(rule.groups().get(group).column());
            }
        } catch (IOException | RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    /**
     * Opens a file.
     *
     * @throws LabelFormatException when its header lacks a column that the rule names
     */
    static LabelFile open(Path file, JoinRule rule) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new LabelFormatException(file + " is no file; name one with labels");
        }
        return new LabelFile(file, rule);
    }

    List<String> columns() {
        return columns;
    }

    /**
     * The next rows; none at the end.
     *
     * @param most how many at most
     * @throws LabelFormatException when one cannot be used
     */
    List<LabelRow> next(int most) throws IOException {
        List<LabelRow> rows = new ArrayList<>();
        while (rows.size() < most && hasNext()) {
            rows.add(row(records.next()));
        }
        return rows;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    private boolean hasNext() throws IOException {
        try {
            return records.hasNext();
        } catch (CsvParseException e) {
            throw unreadable(e);
        } catch (UncheckedIOException e) {
            throw unreadable(e);
        }
    }

    private IOException unreadable(RuntimeException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CharacterCodingException) {
                return new LabelFormatException(
                        "%s: after line %d there are bytes that are no UTF-8; save the file as UTF-8"
                                .formatted(name, line),
                        e);
            }
        }
        return new LabelFormatException(
                "%s: after line %d a record is malformed: %s. Close every quote, and write a quote within quotes twice"
                        .formatted(name, line, e.getMessage()),
                e);
    }

    private List<String> header() throws IOException {
        if (!hasNext()) {
            throw new LabelFormatException(name + ":1: is empty; its first line must name the columns");
        }
        List<String> names = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String field : records.next().getFields()) {
            String column = field.replace(BYTE_ORDER_MARK, "").strip();
            if (column.isEmpty() || !seen.add(column)) {
                throw new LabelFormatException(
                        "%s:1: column %d is '%s', which is empty or there twice; give each column a name of its own"
                                .formatted(name, names.size() + 1, column));
            }
            names.add(column);
        }
        return List.copyOf(names);
    }

    private int place(String column) throws LabelFormatException {
        int place = columns.indexOf(column);
        if (place < 0) {
            throw new LabelFormatException("%s:1: there is no column '%s' among %s; name another one"
                    .formatted(name, column, String.join(", ", columns)));
        }
        return place;
    }

    private LabelRow row(CsvRecord row) throws LabelFormatException {
        line = row.getStartingLineNumber();
        if (row.getFieldCount() != columns.size()) {
            throw new LabelFormatException("%s:%d: the row has %d values, the header names %d; correct it"
                    .formatted(name, line, row.getFieldCount(), columns.size()));
        }
        Instant when = moment(row, time);
        boolean says = known >= 0 && !row.getField(known).isBlank();
        Instant said = says ? moment(row, known) : when;
        Instant bound = rule.knownBy().filter(said::isAfter).orElse(said);
        List<String> its = new ArrayList<>(entities.length);
        for (int place : entities) {
            its.add(row.getField(place).strip());
        }
        return new LabelRow(row.getFields(), when, bound, its);
    }

    private Instant moment(CsvRecord row, int place) throws LabelFormatException {
        String text = row.getField(place).strip();
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new LabelFormatException(
                    "%s:%d: %s (%d): \"%s\" is no moment with its offset; write one such as 2026-05-15T10:30:00Z"
                            .formatted(name, line, columns.get(place), place + 1, text),
                    e);
        }
    }
}
