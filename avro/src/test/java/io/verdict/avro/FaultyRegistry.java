package io.verdict.avro;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server that answers as told, in order, and remembers what it was asked; the last answer repeats. */
final class FaultyRegistry implements AutoCloseable {

    /** What it was asked. */
    record Request(String method, String path, String authorization, String body) {}

    /** What it answers; a negative status never answers. */
    record Reply(int status, String body) {}

    private final HttpServer server;
    private final String scheme;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Deque<Reply> replies = new ArrayDeque<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    private FaultyRegistry(HttpServer server, String scheme, Reply... replies) {
        this.server = server;
        this.scheme = scheme;
        this.replies.addAll(List.of(replies));
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    static FaultyRegistry answering(Reply... replies) {
        try {
            return new FaultyRegistry(HttpServer.create(anyPort(), 0), "http", replies);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static FaultyRegistry secure(HttpsConfigurator configurator, Reply... replies) {
        try {
            HttpsServer server = HttpsServer.create(anyPort(), 0);
            server.setHttpsConfigurator(configurator);
            return new FaultyRegistry(server, "https", replies);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    String url() {
        return scheme + "://localhost:" + server.getAddress().getPort();
    }

    List<Request> requests() {
        return requests;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                exchange.getRequestHeaders().getFirst("Authorization"),
                body));
        Reply reply;
        synchronized (replies) {
            reply = replies.size() > 1 ? replies.poll() : replies.peek();
        }
        if (reply.status() < 0) {
            return;
        }
        byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
        if (reply.status() / 100 == 3) {
            exchange.getResponseHeaders().add("Location", reply.body());
        }
        exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
