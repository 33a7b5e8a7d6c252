package io.verdict.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.verdict.launcher.testing.Cli;
import io.verdict.launcher.testing.Cli.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a view's command asks over HTTP, and what it makes of the answers. */
class ViewCommandTest {

    @TempDir
    Path folder;

    private final List<URI> asked = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private int status = 200;
    private String body = "{\"rows\":[]}";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI());
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            try (exchange) {
                exchange.getResponseBody().write(bytes);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void shouldAskForAPageOfAListing() {
        Answer answer = view("raw_images", "--listing", "a b/c&d", "--limit", "7");

        assertThat(answer.code()).as(answer.err()).isZero();
        assertThat(answer.json().get("rows")).isEmpty();
        assertThat(asked).containsExactly(URI.create("/views/raw_images?limit=7&listing=a%20b%2Fc%26d"));
    }

    @Test
    void shouldAskForOneRowByItsKey() {
        view("prices", "listing 1?");

        assertThat(asked).containsExactly(URI.create("/views/prices/listing%201%3F"));
    }

    @Test
    void shouldAskForFeaturesByGroupAndEntity() {
        view("features", "baskets", "customer 1?");
        view("features", "baskets", "--limit", "3");

        assertThat(asked)
                .containsExactly(
                        URI.create("/views/features/baskets/customer%201%3F"),
                        URI.create("/views/features?limit=3&group=baskets"));
        assertThat(view("prices", "listing", "more").code()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"404, 1", "400, 2", "503, 3", "500, 3"})
    void shouldEndWithTheCodeThatTheAnswerMeans(int answered, int code) {
        status = answered;
        body = "{\"error\":\"because\"}";

        Answer answer = view("prices", "x");

        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.json().get("error").asText()).isEqualTo("because");
    }

    @Test
    void shouldNotTakeAnotherServerForTheReadApi() {
        body = "<html>\n<p>hello</p>\n</html>";

        Answer answer = view("prices");

        assertThat(answer.code()).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err().lines()).hasSize(1);
        assertThat(answer.err()).contains(api(), "--api").doesNotContain("\tat ");
    }

    private Answer view(String... words) {
        return new Cli("--api", api(), "--data", folder.toString())
                .run(Stream.concat(Stream.of("view"), Arrays.stream(words)).toArray(String[]::new));
    }

    private String api() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }
}
