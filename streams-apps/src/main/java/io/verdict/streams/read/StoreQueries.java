package io.verdict.streams.read;

import io.verdict.streams.app.StreamsRunner;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.query.StateQueryRequest;
import org.apache.kafka.streams.query.StateQueryResult;
import org.apache.kafka.streams.state.KeyValueIterator;

/** Asks the stores of one app in this process, all its partitions or none. Safe for use by many threads. */
final class StoreQueries {

    private final String name;
    private final StreamsRunner app;

    /** @param name what messages call the app */
    StoreQueries(String name, StreamsRunner app) {
        this.name = name;
        this.app = app;
    }

    /** What an answer reflects. Taken before the rows: what they hold is then at least as new. */
    record Reflected(SortedMap<String, SortedMap<Integer, Long>> offsets) {

        AsOf asOf(Set<Integer> partitions) {
            return new AsOf(offsets, List.copyOf(partitions));
        }

        /** Of an app whose topics have one partition. */
        AsOf asOf() {
            return asOf(Set.of(0));
        }
    }

    Reflected reflected() {
        return new Reflected(app.reflected());
    }

    static <R> Function<StateQueryRequest.InStore, StateQueryRequest<R>> all(Query<R> query) {
        return store -> store.withQuery(query).withAllPartitions();
    }

    <R> Map<Integer, QueryResult<R>> ask(
            String store, Function<StateQueryRequest.InStore, StateQueryRequest<R>> request) {
        if (!app.isReady()) {
            throw new ViewsUnavailableException(
                    "The %s is %s: it restores its views or waits for its partitions.".formatted(name, app.state())
                            + " Ask again in a second.");
        }
        try {
            return allOrNone(name, app.query(request.apply(StateQueryRequest.inStore(store))));
        } catch (InvalidStateStoreException e) {
            throw new ViewsUnavailableException(
                    "The %s moves its partitions (%s). Ask again in a second.".formatted(name, e.getMessage()));
        }
    }

    /** The answers of all partitions; where one has none, what the others opened is closed. */
    static <R> Map<Integer, QueryResult<R>> allOrNone(String name, StateQueryResult<R> answer) {
        Map<Integer, QueryResult<R>> results = new TreeMap<>(answer.getPartitionResults());
        for (Map.Entry<Integer, QueryResult<R>> partition : results.entrySet()) {
            if (partition.getValue().isFailure()) {
                results.values().forEach(StoreQueries::release);
                throw new ViewsUnavailableException("Partition " + partition.getKey() + " of the " + name
                        + " does not answer: " + partition.getValue().getFailureMessage() + ". Ask again in a second.");
            }
        }
        return results;
    }

    /** The one partition's answer that has one. */
    static <R> Optional<R> first(Map<Integer, QueryResult<R>> results) {
        return results.values().stream()
                .map(QueryResult::getResult)
                .filter(Objects::nonNull)
                .findFirst();
    }

    private static void release(QueryResult<?> result) {
        // An iterator that stays open keeps blocks of its store in native memory until the process ends.
        if (result.isSuccess() && result.getResult() instanceof KeyValueIterator<?, ?> iterator) {
            iterator.close();
        }
    }
}
