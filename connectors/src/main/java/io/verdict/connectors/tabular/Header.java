package io.verdict.connectors.tabular;

import io.verdict.topics.contract.Column;
import io.verdict.topics.settings.DidYouMean;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds the schema's columns among the names that a file has. */
final class Header {

    private Header() {}

    /**
     * Where each declared column stands in the file, from 0; -1 for one that is not there and need not be.
     *
     * @throws TableFormatException naming everything that is missing, unknown or there twice
     */
    static int[] places(TableSchema schema, String file, List<String> names) throws TableFormatException {
        List<String> wrong = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        List<String> known = schema.names();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (!seen.add(name)) {
                wrong.add("column %d: %s is there twice; remove one".formatted(i + 1, name));
            } else if (!known.contains(name) && !schema.ignoreOthers()) {
                wrong.add("column %d: %s is not declared.%s Declare it, remove it, or set `ignoreOtherColumns: true`"
                        .formatted(i + 1, name, DidYouMean.hint(known, name)));
            }
        }
        for (Column column : schema.columns()) {
            if (column.required() && !seen.contains(column.name())) {
                wrong.add("the column %s is missing; the schema requires it".formatted(column.name()));
            }
        }
        if (!wrong.isEmpty()) {
            throw new TableFormatException(file + ":1: " + String.join("; ", wrong));
        }
        return known.stream().mapToInt(names::indexOf).toArray();
    }
}
