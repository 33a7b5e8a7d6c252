package io.verdict.connectors.features;

import java.time.Instant;
import java.util.List;

/**
 * A row that features are looked up for.
 *
 * @param fields its values as the file has them, in the order of its columns
 * @param time what held at this time is looked up
 * @param knownBy and only what was known by this time
 * @param entities what is looked up, one per group in the order of the groups; empty text where the row names none
 */
public record LabelRow(List<String> fields, Instant time, Instant knownBy, List<String> entities) {

    public LabelRow {
        fields = List.copyOf(fields);
        entities = List.copyOf(entities);
    }
}
