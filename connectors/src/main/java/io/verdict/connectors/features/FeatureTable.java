package io.verdict.connectors.features;

import io.verdict.connectors.tabular.Gold;
import io.verdict.connectors.tabular.GoldRow;
import io.verdict.connectors.tabular.TableFormatException;
import io.verdict.connectors.tabular.TableSchema;
import io.verdict.topics.contract.Column;
import io.verdict.topics.contract.ColumnRole;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns the checked rows of a table into what they say of entities: the entity is the GROUP of its schema, else the ID; the
 * columns with the role FEATURE become the values. Nothing stands in for what is missing.
 */
public final class FeatureTable {

    private FeatureTable() {}

    /**
     * The rows in the order of the table.
     *
     * @throws TableFormatException when the schema lacks a role, a feature's name is reserved, or there are more bad rows
     *     than the schema allows
     */
    public static List<FeatureRow> rows(Gold gold) throws TableFormatException {
        TableSchema schema = gold.schema();
        if (gold.manifest().badShare().compareTo(schema.worstBadShare()) > 0) {
            throw new TableFormatException("%d of %d rows are bad, more than the schema allows, the first: %s"
                    .formatted(
                            gold.manifest().rowsBad(),
                            gold.manifest().rowsRead(),
                            gold.faults().get(0).message()));
        }
        int entity = entity(schema);
        int held = place(
                schema,
                schema.only(ColumnRole.EVENT_TIME)
                        .orElseThrow(() -> new TableFormatException("the schema of " + schema.table()
                                + " has no column with the role EVENT_TIME; say from when on its values hold")));
        int known = schema.only(ColumnRole.KNOWN_TIME)
                .map(column -> place(schema, column))
                .orElse(-1);
        for (Column feature : schema.features()) {
            if (feature.name().startsWith("_")) {
                throw new TableFormatException("the feature " + feature.name()
                        + " begins with an underscore, as joins name their own; rename it");
            }
        }
        List<FeatureRow> rows = new ArrayList<>(gold.rows().size());
        for (GoldRow row : gold.rows()) {
            rows.add(new FeatureRow(
                    name(schema, entity, row),
                    micros(row.values().get(held)),
                    known < 0
                            ? Optional.empty()
                            : Optional.of(micros(row.values().get(known))),
                    values(schema, row)));
        }
        return rows;
    }

    private static int entity(TableSchema schema) throws TableFormatException {
        return place(
                schema,
                schema.only(ColumnRole.GROUP)
                        .or(() -> schema.only(ColumnRole.ID))
                        .orElseThrow(() -> new TableFormatException("the schema of " + schema.table()
                                + " has no column with the role GROUP or ID; say which names the entity")));
    }

    private static int place(TableSchema schema, Column column) {
        return schema.columns().indexOf(column);
    }

    private static String name(TableSchema schema, int place, GoldRow row) throws TableFormatException {
        String name = row.values().get(place);
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw new TableFormatException("%s of %s holds a control character, which no name of an entity may: %s"
                    .formatted(schema.columns().get(place).name(), schema.table(), name.replaceAll("\\p{Cntrl}", "?")));
        }
        return name;
    }

    /** The log keeps microseconds; what is finer counts from the next one on, as nothing may be known too early. */
    private static Instant micros(String text) {
        Instant time = Instant.parse(text);
        Instant cut = time.truncatedTo(ChronoUnit.MICROS);
        return cut.equals(time) ? time : cut.plus(1, ChronoUnit.MICROS);
    }

    private static Map<String, Object> values(TableSchema schema, GoldRow row) {
        Map<String, Object> values = new HashMap<>();
        for (Column feature : schema.features()) {
            String text = row.values().get(place(schema, feature));
            if (!text.isEmpty()) {
                values.put(
                        feature.name(),
                        switch (feature.type()) {
                            case NUMBER -> Double.valueOf(text);
                            case INTEGER -> Long.valueOf(text);
                            case BOOLEAN -> Boolean.valueOf(text);
                            case CATEGORY, TEXT, TIMESTAMP -> text;
                        });
            }
        }
        return values;
    }
}
