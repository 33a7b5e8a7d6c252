package io.verdict.connectors.tabular;

import io.verdict.topics.contract.Cell;
import io.verdict.topics.contract.Column;
import io.verdict.topics.contract.ColumnRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks each value of a row against its column. */
final class RowCheck {

    private final TableSchema schema;
    private final int event;
    private final int known;

    RowCheck(TableSchema schema) {
        this.schema = schema;
        this.event = schema.index(ColumnRole.EVENT_TIME);
        this.known = schema.index(ColumnRole.KNOWN_TIME);
    }

    /**
     * Checks a row.
     *
     * @param faults takes what is wrong with it
     * @return the canonical values, empty text for a missing one; nothing if something is wrong
     */
    Optional<List<String>> check(String file, RawRow row, List<Fault> faults) {
        int before = faults.size();
        faults.addAll(row.faults());
        if (faults.size() > before) {
            return Optional.empty();
        }
        List<String> values = new ArrayList<>(row.values().size());
        for (int i = 0; i < schema.columns().size(); i++) {
            Column column = schema.columns().get(i);
            String raw = row.values().get(i);
            String said = raw != null && schema.missingWords().contains(raw.strip()) ? null : raw;
            Cell cell = column.read(said);
            values.add(cell instanceof Cell.Value value ? value.text() : "");
            if (cell instanceof Cell.Wrong wrong) {
                faults.add(new Fault(file, row.line(), column.name(), row.positions()[i], raw, wrong.reason()));
            }
        }
        if (faults.size() == before) {
            times(file, row, values, faults);
        }
        return faults.size() == before ? Optional.of(values) : Optional.empty();
    }

    private void times(String file, RawRow row, List<String> values, List<Fault> faults) {
        if (event >= 0 && known >= 0 && moment(values, known).isBefore(moment(values, event))) {
            faults.add(new Fault(
                    file,
                    row.line(),
                    schema.columns().get(known).name(),
                    row.positions()[known],
                    values.get(known),
                    "is before it happened, at " + values.get(event)));
        }
    }

    private static java.time.Instant moment(List<String> values, int place) {
        return java.time.Instant.parse(values.get(place));
    }
}
