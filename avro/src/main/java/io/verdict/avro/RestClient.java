package io.verdict.avro;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HTTP with the schema registry: every address in turn, then again after a wait, while there is no answer, or 429, or
 * 5xx. Safe for use by many threads.
 */
final class RestClient {

    private static final Logger LOG = LoggerFactory.getLogger(RestClient.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";

    /** What the registry answered at one address. */
    record Answer(URI url, int status, JsonNode body) {

        SchemaRegistryException refused(String what) {
            String reason = body.path("message").asText("");
            String advice =
                    switch (status) {
                        case 401, 403 -> "; check basic.auth.user.info and the rights of that user";
                        default -> isRegistrys() ? "" : "; check " + RegistryConfig.URL + ", path included";
                    };
            String message = "Schema registry " + url + " " + what + advice + " (status " + status
                    + (reason.isBlank() ? ")" : ": " + reason + ")");
            return isRegistrys() ? new SchemaRegistryException(message) : new RegistryRefusedException(message);
        }

        /** Whether a registry has looked the matter up; what it does not find it calls by a code of its own. */
        private boolean isRegistrys() {
            return switch (status) {
                case 401, 403 -> false;
                case 404 -> body.path("error_code").isInt();
                default -> true;
            };
        }
    }

    private final RegistryConfig config;
    private final HttpClient http;
    /** Index of the address that answered last. A race costs one request at another address. */
    private volatile int preferred;

    RestClient(RegistryConfig config) {
        this.config = config;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                // A redirect would take the credentials to another host.
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(config.connectTimeout());
        config.tls().ifPresent(tls -> builder.sslContext(tls.context()));
        http = builder.build();
    }

    Answer get(String path) {
        return send("GET", path, BodyPublishers.noBody());
    }

    Answer post(String path, JsonNode body) {
        return send("POST", path, BodyPublishers.ofString(body.toString()));
    }

    Answer put(String path, JsonNode body) {
        return send("PUT", path, BodyPublishers.ofString(body.toString()));
    }

    private Answer send(String method, String path, BodyPublisher body) {
        RegistryUnavailableException failure = null;
        for (int attempt = 0; attempt <= config.retry().retries(); attempt++) {
            if (attempt > 0) {
                pause(attempt);
            }
            for (int i = 0; i < config.urls().size(); i++) {
                int index = (preferred + i) % config.urls().size();
                URI url = config.urls().get(index);
                try {
                    Answer answer = exchange(method, url, path, body);
                    if (answer.status() != 429 && answer.status() < 500) {
                        preferred = index;
                        return answer;
                    }
                    failure = unavailable("answers with status " + answer.status(), null);
                } catch (IOException e) {
                    failure = unavailable(reason(e), e);
                }
                LOG.debug("{} {}{} failed at attempt {}: {}", method, url, path, attempt + 1, failure.getMessage());
            }
        }
        throw failure;
    }

    private Answer exchange(String method, URI url, String path, BodyPublisher body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .method(method, body)
                .timeout(config.readTimeout())
                .header("Accept", CONTENT_TYPE + ", application/json")
                .header("Content-Type", CONTENT_TYPE);
        config.authorization().ifPresent(authorization -> request.header("Authorization", authorization.header()));
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            return new Answer(url, response.statusCode(), parse(url, response));
        } catch (InterruptedException e) {
            throw new InterruptException("Interrupted while waiting for schema registry " + url, e);
        }
    }

    private static JsonNode parse(URI url, HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            if (response.statusCode() / 100 == 2) {
                throw new RegistryRefusedException(
                        "What answers at " + url + " is not a schema registry: its answer is not JSON; check "
                                + RegistryConfig.URL + ", for Apicurio with the path /apis/ccompat/v7",
                        e);
            }
            return MissingNode.getInstance();
        }
    }

    private void pause(int attempt) {
        try {
            Thread.sleep(
                    config.retry().wait(attempt, ThreadLocalRandom.current()).toMillis());
        } catch (InterruptedException e) {
            throw new InterruptException("Interrupted while waiting to ask the schema registry again", e);
        }
    }

    private RegistryUnavailableException unavailable(String how, Throwable cause) {
        return new RegistryUnavailableException(
                "Schema registry " + this + " " + how + " (tried "
                        + (config.retry().retries() + 1) + " times); check that it is running and that "
                        + RegistryConfig.URL + " is right",
                cause);
    }

    private static String reason(IOException e) {
        return "does not answer: " + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
    }

    private static String join(List<URI> urls) {
        return urls.stream().map(URI::toString).collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return join(config.urls());
    }
}
