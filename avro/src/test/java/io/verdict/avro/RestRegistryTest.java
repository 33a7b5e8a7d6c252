package io.verdict.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.avro.FaultyRegistry.Reply;
import io.verdict.avro.FaultyRegistry.Request;
import io.verdict.events.LogPosition;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.InterruptException;
import org.junit.jupiter.api.Test;

class RestRegistryTest {

    private static final Schema SCHEMA = LogPosition.getClassSchema();
    private static final Reply ID_7 = new Reply(200, "{\"id\":7}");
    private static final String SECRET = "hunter2";

    @Test
    void shouldAskAgainAfterServerErrorsAndWhenTheRegistryIsBusy() {
        try (FaultyRegistry server = FaultyRegistry.answering(
                new Reply(500, "oops"), new Reply(429, ""), new Reply(503, "{\"message\":\"later\"}"), ID_7)) {
            assertThat(registry(server.url()).register("images-value", SCHEMA)).isEqualTo(7);

            assertThat(server.requests()).hasSize(4).allSatisfy(request -> {
                assertThat(request.method()).isEqualTo("POST");
                assertThat(request.path()).isEqualTo("/subjects/images-value/versions");
                assertThat(request.body()).contains("schema").contains("LogPosition");
            });
        }
    }

    @Test
    void shouldGiveUpAfterTheRetriesAndSayWhereAndWhatToDo() {
        try (FaultyRegistry server = FaultyRegistry.answering(new Reply(500, ""))) {
            assertThatThrownBy(() ->
                            registry(server.url(), Map.of("max.retries", "2")).byId(1))
                    .isInstanceOf(RegistryUnavailableException.class)
                    .hasMessageContainingAll(server.url(), "status 500", "3 times", "schema.registry.url", "running");
            assertThat(server.requests()).hasSize(3);
        }
    }

    @Test
    void shouldSayThatNobodyListens() throws IOException {
        String url = "http://localhost:" + freePort();

        assertThatThrownBy(() -> registry(url).byId(1))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContainingAll(url, "does not answer", "check that it is running");
    }

    @Test
    void shouldNotWaitForEverForAnAnswer() {
        try (FaultyRegistry server = FaultyRegistry.answering(new Reply(-1, ""), ID_7)) {
            assertThat(registry(server.url(), Map.of("http.read.timeout.ms", "200"))
                            .register("images-value", SCHEMA))
                    .isEqualTo(7);
        }
    }

    @Test
    void shouldFailOverAndStayWithTheAddressThatAnswers() throws IOException {
        try (FaultyRegistry second = FaultyRegistry.answering(new Reply(200, "[\"b\",\"a\"]"))) {
            try (FaultyRegistry first = FaultyRegistry.answering(new Reply(502, ""))) {
                SchemaRegistry registry =
                        registry("http://localhost:" + freePort() + " , " + first.url() + "," + second.url());

                assertThat(registry.subjects()).containsExactly("a", "b");
                assertThat(registry.subjects()).containsExactly("a", "b");
                assertThat(first.requests()).hasSize(1);
                assertThat(second.requests()).hasSize(2);
                assertThat(registry.toString()).contains(first.url(), second.url());
            }
        }
    }

    @Test
    void shouldAskOnceForWhatNeverChanges() {
        try (FaultyRegistry server =
                FaultyRegistry.answering(new Reply(200, "{\"schema\":\"{\\\"type\\\":\\\"string\\\"}\"}"), ID_7)) {
            SchemaRegistry registry = registry(server.url());
            for (int i = 0; i < 3; i++) {
                registry.byId(1);
                registry.register("images-value", SCHEMA);
                registry.idOf("images-value", SCHEMA);
            }

            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void shouldAskAgainForWhatWasRefused() {
        try (FaultyRegistry server = FaultyRegistry.answering(
                new Reply(404, "{\"error_code\":40403,\"message\":\"Schema not found\"}"), ID_7)) {
            SchemaRegistry registry = registry(server.url());

            assertThatThrownBy(() -> registry.idOf("images-value", SCHEMA))
                    .isInstanceOf(SchemaRegistryException.class)
                    .hasMessageContainingAll("images-value", "LogPosition", "Schema not found", server.url());
            assertThat(registry.idOf("images-value", SCHEMA)).isEqualTo(7);
        }
    }

    @Test
    void shouldExplainRefusals() {
        try (FaultyRegistry unknown = FaultyRegistry.answering(
                        new Reply(404, "{\"error_code\":40403,\"message\":\"Schema not found\"}"));
                FaultyRegistry elsewhere = FaultyRegistry.answering(new Reply(404, "<html>"));
                FaultyRegistry incompatible =
                        FaultyRegistry.answering(new Reply(409, "{\"message\":\"field topic\"}"));
                FaultyRegistry forbidden = FaultyRegistry.answering(new Reply(401, "no"));
                FaultyRegistry page = FaultyRegistry.answering(new Reply(200, "<html>"));
                FaultyRegistry protobuf =
                        FaultyRegistry.answering(new Reply(200, "{\"schemaType\":\"PROTOBUF\",\"schema\":\"x\"}"));
                FaultyRegistry broken = FaultyRegistry.answering(new Reply(200, "{\"schema\":\"{\"}"));
                FaultyRegistry level = FaultyRegistry.answering(new Reply(200, "{\"compatibilityLevel\":\"ODD\"}"))) {
            assertThatThrownBy(() -> registry(unknown.url()).byId(12))
                    .isExactlyInstanceOf(SchemaRegistryException.class)
                    .hasMessageContainingAll("no schema with id 12", unknown.url());
            assertThatThrownBy(() -> registry(elsewhere.url()).byId(12))
                    .isExactlyInstanceOf(RegistryRefusedException.class)
                    .hasMessageContainingAll(RegistryConfig.URL, "path included", elsewhere.url());
            assertThatThrownBy(() -> registry(incompatible.url()).register("images-value", SCHEMA))
                    .isExactlyInstanceOf(SchemaRegistryException.class)
                    .hasMessageContainingAll("images-value", "not compatible", "field topic");
            assertThatThrownBy(() -> registry(forbidden.url()).subjects())
                    .isExactlyInstanceOf(RegistryRefusedException.class)
                    .hasMessageContainingAll("basic.auth.user.info", "status 401");
            assertThatThrownBy(() -> registry(page.url()).subjects())
                    .isExactlyInstanceOf(RegistryRefusedException.class)
                    .hasMessageContainingAll("not a schema registry", page.url(), "/apis/ccompat/v7");
            assertThatThrownBy(() -> registry(protobuf.url()).byId(3))
                    .isExactlyInstanceOf(SchemaRegistryException.class)
                    .hasMessageContainingAll("PROTOBUF", "id 3");
            assertThatThrownBy(() -> registry(broken.url()).byId(3))
                    .isExactlyInstanceOf(SchemaRegistryException.class)
                    .hasMessageContainingAll("id 3", "not valid Avro");
            assertThatThrownBy(() -> registry(level.url()).compatibility("images-value"))
                    .isExactlyInstanceOf(SchemaRegistryException.class)
                    .hasMessageContainingAll("ODD", "images-value");
        }
    }

    @Test
    void shouldReadASchemaThatRefersToOthers() {
        try (FaultyRegistry server = FaultyRegistry.answering(
                new Reply(
                        200,
                        "{\"schema\":\"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"A\\\",\\\"fields\\\":[{\\\"name\\\":\\\"b\\\","
                                + "\\\"type\\\":\\\"x.B\\\"}]}\",\"references\":[{\"name\":\"x.B\",\"subject\":\"x.B\",\"version\":2}]}"),
                new Reply(
                        200,
                        "{\"schema\":\"{\\\"type\\\":\\\"fixed\\\",\\\"name\\\":\\\"x.B\\\",\\\"size\\\":4}\"}"))) {
            Schema schema = registry(server.url()).byId(5);

            assertThat(schema.getField("b").schema().getFixedSize()).isEqualTo(4);
            assertThat(server.requests())
                    .extracting(Request::path)
                    .containsExactly("/schemas/ids/5", "/subjects/x.B/versions/2");
        }
    }

    @Test
    void shouldShowItsCredentialsToTheRegistryAndToNobodyElse() {
        try (FaultyRegistry elsewhere = FaultyRegistry.answering(new Reply(200, "[]"));
                FaultyRegistry server =
                        FaultyRegistry.answering(new Reply(200, "[]"), new Reply(302, elsewhere.url() + "/subjects"))) {
            SchemaRegistry registry = registry(
                    server.url(),
                    Map.of("basic.auth.credentials.source", "USER_INFO", "basic.auth.user.info", "verdict:" + SECRET));

            assertThat(registry.subjects()).isEmpty();
            assertThatThrownBy(registry::subjects).hasMessageContaining("status 302");

            assertThat(server.requests()).extracting(Request::authorization).containsOnly("Basic dmVyZGljdDpodW50ZXIy");
            assertThat(elsewhere.requests()).isEmpty();
        }
    }

    @Test
    void shouldKeepPasswordsOutOfMessages() throws IOException {
        String url = "http://verdict:" + SECRET + "@localhost:" + freePort();

        assertThatThrownBy(() -> registry(url).byId(1)).satisfies(e -> {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                assertThat(String.valueOf(cause)).doesNotContain(SECRET);
            }
        });
    }

    @Test
    void shouldWriteSubjectsIntoThePathSafely() {
        try (FaultyRegistry server = FaultyRegistry.answering(new Reply(200, "[2,1]"))) {
            assertThat(registry(server.url()).versions("a/b c-value")).containsExactly(1, 2);

            assertThat(server.requests().get(0).path()).isEqualTo("/subjects/a%2Fb%20c-value/versions");
        }
    }

    @Test
    void shouldStopWaitingWhenInterrupted() {
        try (FaultyRegistry server = FaultyRegistry.answering(new Reply(-1, ""))) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> registry(server.url()).byId(1)).isInstanceOf(InterruptException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private static SchemaRegistry registry(String url) {
        return registry(url, Map.of());
    }

    private static SchemaRegistry registry(String url, Map<String, String> more) {
        Map<String, String> config = new HashMap<>(Map.of(
                "schema.registry.url", url, "retries.wait.ms", "1", "retries.max.wait.ms", "2", "max.retries", "4"));
        config.putAll(more);
        return SchemaRegistry.from(config);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
