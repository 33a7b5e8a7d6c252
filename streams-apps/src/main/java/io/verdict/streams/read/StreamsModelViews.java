package io.verdict.streams.read;

import io.verdict.events.RegisteredModel;
import io.verdict.events.RegisteredVersion;
import io.verdict.streams.app.StreamsRunner;
import io.verdict.streams.registry.RegistryApp;
import io.verdict.streams.registry.search.Query;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.query.KeyQuery;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.query.RangeQuery;
import org.apache.kafka.streams.state.KeyValueIterator;

/** Asks the stores of the registry app that runs in this process (interactive queries, KIP-796). */
final class StreamsModelViews implements ModelViews {

    private final StoreQueries registry;

    StreamsModelViews(StreamsRunner registry) {
        this.registry = new StoreQueries("registry", registry);
    }

    @Override
    public Answer<List<RegisteredModel>> models() {
        StoreQueries.Reflected reflected = registry.reflected();
        List<RegisteredModel> models = new ArrayList<>();
        scan(RegistryApp.MODELS, RangeQuery.<String, RegisteredModel>withNoBounds(), row -> {
            models.add(row);
            return true;
        });
        return new Answer<>(models, reflected.asOf());
    }

    @Override
    public Answer<Optional<Model>> model(String name) {
        StoreQueries.Reflected reflected = registry.reflected();
        Optional<RegisteredModel> head = one(RegistryApp.MODELS, name);
        if (head.isEmpty()) {
            return new Answer<>(Optional.empty(), reflected.asOf());
        }
        List<RegisteredVersion> versions = new ArrayList<>();
        // The character after the slash: no name of a version reaches it.
        RangeQuery<String, RegisteredVersion> ofModel = RangeQuery.withRange(name + "/", name + "0");
        scan(RegistryApp.VERSIONS, ofModel, row -> versions.add(row));
        versions.sort(Comparator.comparingInt(RegisteredVersion::getOrdinal));
        return new Answer<>(Optional.of(new Model(head.get(), versions)), reflected.asOf());
    }

    @Override
    public Answer<Optional<RegisteredVersion>> version(String model, String version) {
        StoreQueries.Reflected reflected = registry.reflected();
        return new Answer<>(one(RegistryApp.VERSIONS, model + "/" + version), reflected.asOf());
    }

    @Override
    public Answer<List<RegisteredVersion>> search(Query query, int limit) {
        Answer<List<RegisteredModel>> models = models();
        Map<String, RegisteredModel> heads = new HashMap<>();
        models.found().forEach(model -> heads.put(model.getModel(), model));
        List<RegisteredVersion> found = new ArrayList<>();
        scan(RegistryApp.VERSIONS, RangeQuery.<String, RegisteredVersion>withNoBounds(), row -> {
            RegisteredModel head = heads.get(row.getModel());
            if (head != null && query.matches(head, row.getVersion())) {
                found.add(row);
            }
            return found.size() < limit;
        });
        return new Answer<>(found, models.asOf());
    }

    private <R extends SpecificRecord> Optional<R> one(String store, String key) {
        Map<Integer, QueryResult<R>> results = registry.ask(store, StoreQueries.all(KeyQuery.withKey(key)));
        return StoreQueries.first(results);
    }

    private <R extends SpecificRecord> void scan(String store, RangeQuery<String, R> range, Predicate<R> goOn) {
        Map<Integer, QueryResult<KeyValueIterator<String, R>>> results = registry.ask(store, StoreQueries.all(range));
        try {
            for (QueryResult<KeyValueIterator<String, R>> result : results.values()) {
                KeyValueIterator<String, R> rows = result.getResult();
                while (rows.hasNext()) {
                    if (!goOn.test(rows.next().value)) {
                        return;
                    }
                }
            }
        } finally {
            results.values().forEach(result -> result.getResult().close());
        }
    }
}
