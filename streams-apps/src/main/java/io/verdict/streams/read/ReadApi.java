package io.verdict.streams.read;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.verdict.streams.app.AppHealth;
import io.verdict.streams.app.StreamsRunner;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers questions about the views as JSON over HTTP, for people and tools on the inside: no sign-in, read only.
 *
 * <p>{@code /views/raw_images?listing=L&limit=50&after=}, the same for {@code curated_images},
 * {@code image_features} and {@code prices}; {@code /views/raw_images/{imageId}}, {@code /views/prices/{listing}};
 * {@code /views/labels} and {@code /views/label_queue}, with {@code limit}, {@code after} and {@code /{imageId}};
 * {@code /views/features?group=G}, {@code /views/features/{group}/{entity}};
 * {@code /models}, {@code /models?search=state%3Dapproved&limit=}, {@code /models/{model}},
 * {@code /models/{model}/{version}}; {@code /health}. Every answer names the partitions that it comes from and the offsets that they reflect; while views
 * are restored the answer is 503. Ids that hold a slash are percent-encoded. Safe for use by many threads.
 */
public final class ReadApi implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReadApi.class);
    private static final String NO_DELAY = "sun.net.httpserver.nodelay";
    private static final int THREADS = 4;

    static {
        // Headers and body leave in two packets; with Nagle's algorithm the second waits 40 ms for the client to
        // acknowledge the first. The server reads this when its class is loaded (module jdk.httpserver).
        if (System.getProperty(NO_DELAY) == null) {
            System.setProperty(NO_DELAY, "true");
        }
    }

    private final HttpServer server;
    private final ExecutorService executor;
    private final Questions questions;

    private ReadApi(HttpServer server, Questions questions) {
        this.server = server;
        this.questions = questions;
        this.executor = Executors.newFixedThreadPool(THREADS, work -> {
            Thread thread = new Thread(work, "read-api");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Starts to answer.
     *
     * @param address where to listen; port 0 takes a free one
     * @param catalog the catalog app, running in this process
     * @param labels the labels app, running in this process
     * @param registry the registry app, running in this process
     * @param apps every app whose health is told
     * @throws IOException when the address cannot be bound
     */
    public static ReadApi start(
            InetSocketAddress address,
            StreamsRunner catalog,
            StreamsRunner labels,
            StreamsRunner registry,
            List<StreamsRunner> apps)
            throws IOException {
        List<StreamsRunner> watched = List.copyOf(apps);
        return start(address, new StreamsViews(catalog, labels), new StreamsModelViews(registry), () -> watched.stream()
                .map(StreamsRunner::health)
                .toList());
    }

    static ReadApi start(InetSocketAddress address, Views views, ModelViews models, Supplier<List<AppHealth>> health)
            throws IOException {
        ReadApi api = new ReadApi(HttpServer.create(address, 0), new Questions(views, models, health));
        api.server.createContext("/", api::handle);
        api.server.setExecutor(api.executor);
        api.server.start();
        return api;
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Response response = respond(exchange);
            byte[] body = response.json().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            response.headers().forEach(exchange.getResponseHeaders()::set);
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(response.status(), head ? -1 : body.length);
            if (!head) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    private Response respond(HttpExchange exchange) {
        String method = exchange.getRequestMethod();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            return Response.of(
                    Response.METHOD_NOT_ALLOWED,
                    Json.error("Views are read with GET; " + method + " is not understood. What happens is told to"
                            + " topics."));
        }
        try {
            return questions.answer(exchange.getRequestURI());
        } catch (RuntimeException e) {
            LOG.error("Cannot answer {}", exchange.getRequestURI(), e);
            return Response.of(
                    Response.INTERNAL_ERROR, Json.error("The read API failed on this question; its log says more."));
        }
    }
}
