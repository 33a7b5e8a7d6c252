package io.verdict.streams.read;

import io.verdict.streams.registry.search.Query;
import io.verdict.streams.registry.search.QueryException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Understands paths below {@code /models} and answers them from the registry's views: all models, one model with its
 * versions, one version, and {@code /models?search=...&limit=}. Safe for use by many threads.
 */
final class ModelQuestions {

    static final String PATHS = "/models, /models?search=&limit=, /models/{model} and /models/{model}/{version}";

    private static final Set<String> PARAMETERS = Set.of("search", "limit");

    private final ModelViews views;

    ModelQuestions(ModelViews views) {
        this.views = views;
    }

    /** @param path what follows {@code /models} */
    Response answer(List<String> path, Map<String, String> parameters) {
        if (path.isEmpty()) {
            Asked.requireKnown(parameters, PARAMETERS);
            String search = parameters.get("search");
            return search == null ? all() : search(search, Asked.limit(parameters.get("limit")));
        }
        Asked.requireKnown(parameters, Set.of());
        return switch (path.size()) {
            case 1 -> model(path.get(0));
            case 2 -> version(path.get(0), path.get(1));
            default -> throw new BadQuestionException(Response.NOT_FOUND, "There are " + PATHS + ".");
        };
    }

    private Response all() {
        return Response.of(Response.OK, Json.rows("models", views.models()));
    }

    private Response search(String text, int limit) {
        Query query;
        try {
            query = Query.parse(text);
        } catch (QueryException e) {
            throw new BadQuestionException(Response.BAD_REQUEST, "search: " + e.getMessage());
        }
        return Response.of(Response.OK, Json.rows("versions", views.search(query, limit)));
    }

    private Response model(String name) {
        ModelViews.Answer<Optional<ModelViews.Model>> answer = views.model(name);
        return answer.found()
                .map(model -> Response.of(Response.OK, Json.model(model, answer.asOf())))
                .orElseThrow(() -> new BadQuestionException(
                        Response.NOT_FOUND, "There is no model '" + name + "'. All of them: /models"));
    }

    private Response version(String model, String version) {
        var answer = views.version(model, version);
        return answer.found()
                .map(row -> Response.of(Response.OK, Json.row("version", row, answer.asOf())))
                .orElseThrow(() -> new BadQuestionException(
                        Response.NOT_FOUND,
                        "There is no version '%s' of '%s'. All of them: /models/%s".formatted(version, model, model)));
    }
}
