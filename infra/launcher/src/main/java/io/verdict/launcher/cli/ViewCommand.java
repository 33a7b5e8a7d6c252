package io.verdict.launcher.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.verdict.launcher.platform.Endpoints;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code view NAME}: what the apps have folded from the log, asked through their read API. */
@Command(
        name = "view",
        description =
                "Ask a view: raw_images, curated_images, image_features, features, prices, labels or label_queue; page by page, one listing or feature group, or one key.",
        mixinStandardHelpOptions = true)
public final class ViewCommand implements Callable<Integer> {

    private static final String FEATURES = "features";
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int HTTP_OK = 200;
    private static final int HTTP_BAD_REQUEST = 400;
    private static final int HTTP_NOT_FOUND = 404;

    private final Console console;

    @Mixin
    ClusterOptions cluster;

    @Option(
            names = "--api",
            paramLabel = "URL",
            description = "Read API. Default: that of the platform that runs here, else http://localhost:8090.")
    String api;

    @Parameters(
            index = "0",
            paramLabel = "VIEW",
            description = "raw_images, curated_images, image_features, features, prices, labels or label_queue.")
    String view;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "KEY",
            description = "One row: an image id, or a listing. Of features: the group.")
    String key;

    @Parameters(
            index = "2",
            arity = "0..1",
            paramLabel = "ENTITY",
            description = "Of features: one entity of the group.")
    String entity;

    @Option(names = "--listing", paramLabel = "ID", description = "Only rows of this listing; not of labels.")
    String listing;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "At most N rows. Default: 50.")
    int limit;

    ViewCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        String path = "/views/" + encoded(view) + (isRow() ? row() : query());
        HttpRequest question = Names.parsed("--api", () -> HttpRequest.newBuilder(URI.create(base() + path))
                .timeout(TIMEOUT)
                .build());
        HttpResponse<String> answer = ask(question);
        console.print(parsed(answer).toPrettyString());
        return switch (answer.statusCode()) {
            case HTTP_OK -> ExitCode.OK;
            case HTTP_NOT_FOUND -> ExitCode.NEGATIVE;
            case HTTP_BAD_REQUEST -> ExitCode.USAGE;
            default -> ExitCode.UNAVAILABLE;
        };
    }

    private String base() {
        if (api != null) {
            return api;
        }
        return cluster.running().map(Endpoints::readApi).orElse("http://localhost:8090");
    }

    private boolean isRow() {
        if (!view.equals(FEATURES)) {
            if (entity != null) {
                throw new WrongUseException("Only features are asked for by two words: view features GROUP ENTITY");
            }
            return key != null;
        }
        return entity != null;
    }

    private String row() {
        return "/" + encoded(key) + (entity == null ? "" : "/" + encoded(entity));
    }

    private String query() {
        return "?limit=" + limit
                + (listing == null ? "" : "&listing=" + encoded(listing))
                + (key == null ? "" : "&group=" + encoded(key));
    }

    private static HttpResponse<String> ask(HttpRequest question) throws IOException, InterruptedException {
        try {
            HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
            return client.send(question, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IOException(
                    "The read API at " + question.uri() + " does not answer (" + e
                            + "). Start it with infra/verdict up, or"
                            + " infra/verdict run apps; or name another with --api.",
                    e);
        }
    }

    private static JsonNode parsed(HttpResponse<String> answer) throws IOException {
        try {
            return new ObjectMapper().readTree(answer.body());
        } catch (JsonProcessingException e) {
            // Its message quotes the page, many lines of it.
            throw new IOException(
                    answer.uri() + " answers with something else than JSON, so it is no read API. Name the right one"
                            + " with --api.",
                    e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
