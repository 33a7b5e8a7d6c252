package io.verdict.streams.read;

import io.verdict.streams.app.ListingKeys;
import io.verdict.streams.app.StreamsRunner;
import io.verdict.streams.catalog.CatalogApp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.query.KeyQuery;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.query.RangeQuery;
import org.apache.kafka.streams.query.StateQueryRequest;
import org.apache.kafka.streams.query.StateQueryResult;
import org.apache.kafka.streams.state.KeyValueIterator;

/** Asks the stores of the catalog app that runs in this process (interactive queries, KIP-796). */
final class StreamsViews implements Views {

    private final StreamsRunner catalog;

    StreamsViews(StreamsRunner catalog) {
        this.catalog = catalog;
    }

    @Override
    public Found one(View view, String id) {
        SortedMap<String, SortedMap<Integer, Long>> reflected = reflected();
        Optional<String> key = Optional.of(id);
        if (view.perPhoto()) {
            Map<Integer, QueryResult<String>> listings =
                    ask(CatalogApp.LISTING_OF_IMAGE, all(KeyQuery.<String, String>withKey(id)));
            key = first(listings).map(listing -> ListingKeys.of(listing, id));
            if (key.isEmpty()) {
                return new Found(Optional.empty(), asOf(reflected, listings.keySet()));
            }
        }
        Map<Integer, QueryResult<SpecificRecord>> rows =
                ask(view.store(), all(KeyQuery.<String, SpecificRecord>withKey(key.orElseThrow())));
        return new Found(first(rows), asOf(reflected, rows.keySet()));
    }

    @Override
    public Page page(View view, Query query) {
        SortedMap<String, SortedMap<Integer, Long>> reflected = reflected();
        Map<Integer, QueryResult<KeyValueIterator<String, SpecificRecord>>> found =
                ask(view.store(), all(range(view, query.listing(), Optional.empty())));
        try {
            query.after().ifPresent(after -> skipTo(after, view, query, found));
            Rows rows = rows(found, query);
            return new Page(rows.rows(), rows.next(), asOf(reflected, found.keySet()));
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
        RangeQuery<String, SpecificRecord> rest = range(view, query.listing(), Optional.of(after.key()));
        found.putAll(ask(view.store(), request -> request.withQuery(rest).withPartitions(Set.of(after.partition()))));
    }

    private static RangeQuery<String, SpecificRecord> range(
            View view, Optional<String> listing, Optional<String> from) {
        Optional<String> lower = listing.map(id -> view.perPhoto() ? ListingKeys.first(id) : id);
        Optional<String> upper = listing.map(id -> view.perPhoto() ? ListingKeys.last(id) : id);
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

    private static <R> Function<StateQueryRequest.InStore, StateQueryRequest<R>> all(
            org.apache.kafka.streams.query.Query<R> query) {
        return store -> store.withQuery(query).withAllPartitions();
    }

    private <R> Map<Integer, QueryResult<R>> ask(
            String store, Function<StateQueryRequest.InStore, StateQueryRequest<R>> request) {
        if (!catalog.isReady()) {
            throw new ViewsUnavailableException("The catalog is " + catalog.state()
                    + ": it restores its views or waits for its partitions. Ask again in a second.");
        }
        try {
            return allOrNone(catalog.query(request.apply(StateQueryRequest.inStore(store))));
        } catch (InvalidStateStoreException e) {
            throw new ViewsUnavailableException(
                    "The catalog moves its partitions (" + e.getMessage() + "). Ask again in a second.");
        }
    }

    /** The answers of all partitions; where one has none, what the others opened is closed. */
    static <R> Map<Integer, QueryResult<R>> allOrNone(StateQueryResult<R> answer) {
        Map<Integer, QueryResult<R>> results = new TreeMap<>(answer.getPartitionResults());
        for (Map.Entry<Integer, QueryResult<R>> partition : results.entrySet()) {
            if (partition.getValue().isFailure()) {
                results.values().forEach(StreamsViews::release);
                throw new ViewsUnavailableException(
                        "Partition " + partition.getKey() + " of the catalog does not answer: "
                                + partition.getValue().getFailureMessage() + ". Ask again in a second.");
            }
        }
        return results;
    }

    private static void release(QueryResult<?> result) {
        // An iterator that stays open keeps blocks of its store in native memory until the process ends.
        if (result.isSuccess() && result.getResult() instanceof KeyValueIterator<?, ?> iterator) {
            iterator.close();
        }
    }

    private static <R> Optional<R> first(Map<Integer, QueryResult<R>> results) {
        return results.values().stream()
                .map(QueryResult::getResult)
                .filter(row -> row != null)
                .findFirst();
    }

    /** Taken before the rows: what they hold is then at least as new. */
    private SortedMap<String, SortedMap<Integer, Long>> reflected() {
        return catalog.reflected();
    }

    private static AsOf asOf(SortedMap<String, SortedMap<Integer, Long>> reflected, Set<Integer> partitions) {
        return new AsOf(reflected, List.copyOf(partitions));
    }
}
