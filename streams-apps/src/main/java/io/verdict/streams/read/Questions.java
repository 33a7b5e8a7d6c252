package io.verdict.streams.read;

import io.verdict.streams.app.AppHealth;
import io.verdict.streams.app.FeatureKeys;
import io.verdict.topics.settings.DidYouMean;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Understands a path and its parameters and answers them from the views. Safe for use by many threads. */
final class Questions {

    private static final String PATHS =
            "/health, /views/{view}?listing=&limit=&after= and /views/{view}/{id}, with view one of " + View.names()
                    + "; /views/features?group= and /views/features/{group}/{entity}; " + ModelQuestions.PATHS;

    private final Views views;
    private final ModelQuestions models;
    private final Supplier<List<AppHealth>> health;

    Questions(Views views, ModelViews models, Supplier<List<AppHealth>> health) {
        this.views = views;
        this.models = new ModelQuestions(models);
        this.health = health;
    }

    Response answer(URI uri) {
        try {
            return route(uri);
        } catch (BadQuestionException e) {
            return Response.of(e.status(), Json.error(e.getMessage()));
        } catch (ViewsUnavailableException e) {
            return new Response(Response.UNAVAILABLE, Map.of("Retry-After", "1"), Json.error(e.getMessage()));
        }
    }

    private Response route(URI uri) {
        List<String> path = Arrays.stream(uri.getRawPath().split("/"))
                .filter(segment -> !segment.isEmpty())
                .map(Questions::decode)
                .toList();
        if (path.equals(List.of("health"))) {
            List<AppHealth> apps = health.get();
            boolean up = apps.stream().allMatch(AppHealth::ready);
            return Response.of(up ? Response.OK : Response.UNAVAILABLE, Json.health(apps));
        }
        if (!path.isEmpty() && path.get(0).equals("models")) {
            return models.answer(path.subList(1, path.size()), parameters(uri.getRawQuery()));
        }
        if (path.size() < 2 || !path.get(0).equals("views")) {
            throw nothingAt(uri);
        }
        View view = View.named(path.get(1))
                .orElseThrow(() -> new BadQuestionException(
                        Response.NOT_FOUND,
                        "There is no view '" + path.get(1) + "', only " + View.names() + "."
                                + DidYouMean.hint(View.names(), path.get(1))));
        Map<String, String> parameters = parameters(uri.getRawQuery());
        if (path.size() == 2) {
            return page(view, parameters);
        }
        return one(view, key(view, path.subList(2, path.size())).orElseThrow(() -> nothingAt(uri)), parameters);
    }

    private static Optional<String> key(View view, List<String> words) {
        if (view.perEntity()) {
            return words.size() == 2 ? Optional.of(FeatureKeys.of(words.get(0), words.get(1))) : Optional.empty();
        }
        return words.size() == 1 ? Optional.of(words.get(0)) : Optional.empty();
    }

    private static BadQuestionException nothingAt(URI uri) {
        return new BadQuestionException(
                Response.NOT_FOUND, "There is nothing at " + uri.getPath() + ". There are " + PATHS + ".");
    }

    private Response one(View view, String id, Map<String, String> parameters) {
        if (!parameters.isEmpty()) {
            throw new BadQuestionException(
                    Response.BAD_REQUEST, "A single row takes no parameters; remove " + parameters.keySet() + ".");
        }
        Views.Found found = views.one(view, id);
        return found.row()
                .map(row -> Response.of(Response.OK, Json.found(view, row, found.asOf())))
                .orElseThrow(() -> new BadQuestionException(
                        Response.NOT_FOUND,
                        "The view " + view.path() + " has no row for " + view.subject(id)
                                + " in the partitions served here, "
                                + found.asOf().partitions() + "."));
    }

    private Response page(View view, Map<String, String> parameters) {
        Asked.requireKnown(
                parameters,
                Stream.concat(view.part().stream(), Stream.of("limit", "after")).toList());
        Optional<Cursor> after = Optional.ofNullable(parameters.get("after")).map(text -> Cursor.parse(text)
                .orElseThrow(() -> new BadQuestionException(
                        Response.BAD_REQUEST,
                        "'after' is '" + text + "', which is no cursor; write what the page before gave as"
                                + " 'next'.")));
        Optional<String> part = view.part().map(parameters::get);
        int limit = Asked.limit(parameters.get("limit"));
        return Response.of(Response.OK, Json.page(view, views.page(view, new Views.Query(part, limit, after))));
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (query != null && !query.isEmpty()) {
            for (String pair : query.split("&")) {
                String[] sides = pair.split("=", 2);
                parameters.put(decode(sides[0]), sides.length == 2 ? decode(sides[1]) : "");
            }
        }
        return parameters;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new BadQuestionException(Response.BAD_REQUEST, "'" + text + "' is not percent-encoded as a URL is.");
        }
    }
}
