package io.verdict.streams.read;

import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** Looks rows up. Implementations are safe for use by many threads and throw {@link ViewsUnavailableException}. */
interface Views {

    /** One row: of a photo by its id, of a price by its listing, of features by {@code FeatureKeys}. */
    Found one(View view, String id);

    /** Rows in a fixed order, from after a cursor. */
    Page page(View view, Query query);

    /**
     * Which rows.
     *
     * @param part only those of this {@link View#part() part}: a listing, or a feature group; empty for all
     * @param limit most rows
     * @param after what the page before gave as {@code next}
     */
    record Query(Optional<String> part, int limit, Optional<Cursor> after) {}

    /** A row, or none, and what the answer reflects. */
    record Found(Optional<SpecificRecord> row, AsOf asOf) {}

    /** Rows, where the next page begins if there is one, and what the answer reflects. */
    record Page(List<SpecificRecord> rows, Optional<Cursor> next, AsOf asOf) {}
}
