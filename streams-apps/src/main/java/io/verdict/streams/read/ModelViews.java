package io.verdict.streams.read;

import io.verdict.events.RegisteredModel;
import io.verdict.events.RegisteredVersion;
import io.verdict.streams.registry.search.Query;
import java.util.List;
import java.util.Optional;

/** Looks models up. Implementations are safe for use by many threads and throw {@link ViewsUnavailableException}. */
interface ModelViews {

    /** Every model, without its versions. */
    Answer<List<RegisteredModel>> models();

    /** A model and its versions, in order of registration. */
    Answer<Optional<Model>> model(String name);

    /** One version of a model. */
    Answer<Optional<RegisteredVersion>> version(String model, String version);

    /** The first so many versions that match, by model and name. */
    Answer<List<RegisteredVersion>> search(Query query, int limit);

    /** A model and its versions. */
    record Model(RegisteredModel row, List<RegisteredVersion> versions) {}

    /** What was found, and what the answer reflects. */
    record Answer<T>(T found, AsOf asOf) {}
}
