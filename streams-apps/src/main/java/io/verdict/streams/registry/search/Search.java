package io.verdict.streams.registry.search;

import io.verdict.events.ModelVersion;
import io.verdict.events.RegisteredModel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A search over models as they stand; the result depends on nothing else.
 *
 * @param query what has to hold
 * @param sort by which field; empty for models by name and versions by their registration
 * @param descending whether the highest come first; versions without a value come last either way
 * @param limit how many at most, 1 or more
 */
public record Search(Query query, Optional<Field> sort, boolean descending, int limit) {

    public Search {
        if (limit < 1) {
            throw new IllegalArgumentException("a limit of " + limit + " finds nothing; write 1 or more");
        }
    }

    /** A version that meets the query, and the model that it is one of. */
    public record Hit(RegisteredModel model, ModelVersion version) {}

    /**
     * What was found.
     *
     * @param hits in the order that was asked for, no more than the limit
     * @param total how many meet the query
     */
    public record Found(List<Hit> hits, int total) {}

    /** Searches; ties keep the order of models by name and versions by registration. */
    public Found in(Collection<RegisteredModel> models) {
        List<Hit> hits = new ArrayList<>();
        models.stream()
                .sorted(Comparator.comparing(RegisteredModel::getModel))
                .forEach(model -> model.getVersions().stream()
                        .filter(version -> query.matches(model, version))
                        .forEach(version -> hits.add(new Hit(model, version))));
        sort.ifPresent(field -> hits.sort(by(field)));
        return new Found(List.copyOf(hits.subList(0, Math.min(limit, hits.size()))), hits.size());
    }

    private Comparator<Hit> by(Field field) {
        Comparator<Operand> values = descending ? (a, b) -> Matching.compare(b, a) : Matching::compare;
        return Comparator.comparing(
                hit -> Values.of(field, hit.model(), hit.version()).stream()
                        .findFirst()
                        .orElse(null),
                Comparator.nullsLast(values));
    }
}
