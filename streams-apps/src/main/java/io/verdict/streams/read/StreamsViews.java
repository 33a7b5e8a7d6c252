package io.verdict.streams.read;

import io.verdict.streams.app.ListingKeys;
import io.verdict.streams.app.StreamsRunner;
import io.verdict.streams.catalog.CatalogApp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.query.KeyQuery;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.query.RangeQuery;
import org.apache.kafka.streams.state.KeyValueIterator;

/** Asks the stores of the catalog and the labels app that run in this process (interactive queries, KIP-796). */
final class StreamsViews implements Views {

    private final StoreQueries catalog;
    private final StoreQueries labels;

    StreamsViews(StreamsRunner catalog, StreamsRunner labels) {
        this.catalog = new StoreQueries("catalog", catalog);
        this.labels = new StoreQueries("labels app", labels);
    }

    private StoreQueries keeper(View view) {
        return view.ofLabels() ? labels : catalog;
    }

    @Override
    public Found one(View view, String id) {
        StoreQueries keeper = keeper(view);
        StoreQueries.Reflected reflected = keeper.reflected();
        Optional<String> key = Optional.of(id);
        if (view.perPhoto()) {
            Map<Integer, QueryResult<String>> listings =
                    catalog.ask(CatalogApp.LISTING_OF_IMAGE, StoreQueries.all(KeyQuery.<String, String>withKey(id)));
            key = StoreQueries.first(listings).map(listing -> ListingKeys.of(listing, id));
            if (key.isEmpty()) {
                return new Found(Optional.empty(), reflected.asOf(listings.keySet()));
            }
        }
        Map<Integer, QueryResult<SpecificRecord>> rows =
                keeper.ask(view.store(), StoreQueries.all(KeyQuery.<String, SpecificRecord>withKey(key.orElseThrow())));
        return new Found(StoreQueries.first(rows), reflected.asOf(rows.keySet()));
    }

    @Override
    public Page page(View view, Query query) {
        StoreQueries keeper = keeper(view);
        StoreQueries.Reflected reflected = keeper.reflected();
        Map<Integer, QueryResult<KeyValueIterator<String, SpecificRecord>>> found =
                keeper.ask(view.store(), StoreQueries.all(range(view, query.part(), Optional.empty())));
        try {
            query.after().ifPresent(after -> skipTo(after, view, query, found));
            Rows rows = rows(found, query);
            return new Page(rows.rows(), rows.next(), reflected.asOf(found.keySet()));
        } finally {
            found.values().forEach(result -> result.getResult().close());
        }
    }

    private void skipTo(
            Cursor after,
            View view,
            Query query,
            Map<Integer, QueryResult<KeyValueIterator<String, SpecificRecord>>> found) {
        found.entrySet().stream()
                .filter(partition -> partition.getKey() <= after.partition())
                .forEach(partition -> partition.getValue().getResult().close());
        found.keySet().removeIf(partition -> partition <= after.partition());
        RangeQuery<String, SpecificRecord> rest = range(view, query.part(), Optional.of(after.key()));
        found.putAll(keeper(view)
                .ask(view.store(), request -> request.withQuery(rest).withPartitions(Set.of(after.partition()))));
    }

    private static RangeQuery<String, SpecificRecord> range(View view, Optional<String> part, Optional<String> from) {
        boolean several = view.perPhoto() || view.perEntity();
        Optional<String> lower = part.map(id -> several ? ListingKeys.first(id) : id);
        Optional<String> upper = part.map(id -> several ? ListingKeys.last(id) : id);
        return RangeQuery.withRange(from.or(() -> lower).orElse(null), upper.orElse(null));
    }

    private record Rows(List<SpecificRecord> rows, Optional<Cursor> next) {}

    private static Rows rows(Map<Integer, QueryResult<KeyValueIterator<String, SpecificRecord>>> found, Query query) {
        List<SpecificRecord> rows = new ArrayList<>();
        Optional<Cursor> last = Optional.empty();
        for (Map.Entry<Integer, QueryResult<KeyValueIterator<String, SpecificRecord>>> partition : found.entrySet()) {
            KeyValueIterator<String, SpecificRecord> iterator =
                    partition.getValue().getResult();
            while (iterator.hasNext()) {
                KeyValue<String, SpecificRecord> row = iterator.next();
                Cursor at = new Cursor(partition.getKey(), row.key);
                if (query.after().filter(at::equals).isPresent()) {
                    continue;
                }
                if (rows.size() == query.limit()) {
                    return new Rows(rows, last);
                }
                rows.add(row.value);
                last = Optional.of(at);
            }
        }
        return new Rows(rows, Optional.empty());
    }
}
