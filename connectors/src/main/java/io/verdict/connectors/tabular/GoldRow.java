package io.verdict.connectors.tabular;

import java.util.List;

/**
 * A checked row.
 *
 * @param values canonical, in the order of the schema's columns; empty text where a value is missing
 */
public record GoldRow(Split split, List<String> values) {
    public GoldRow {
        values = List.copyOf(values);
    }
}
