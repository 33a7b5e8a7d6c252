package io.verdict.avro;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;

/**
 * How a client reaches its schema registry; {@link SchemaRegistry#from} lists the properties. Credentials never show in
 * its text.
 *
 * @param urls the registry's addresses without credentials; empty for one in memory
 * @param mockScope scope of a registry in memory
 * @param authorization value of the header {@code Authorization}
 * @param tls trust and key stores; empty for the JVM's own
 * @param retry when to ask again
 * @param connectTimeout for the connection
 * @param readTimeout for an answer
 */
record RegistryConfig(
        List<URI> urls,
        Optional<String> mockScope,
        Optional<Authorization> authorization,
        Optional<TlsConfig> tls,
        RetryPolicy retry,
        Duration connectTimeout,
        Duration readTimeout) {

    static final String URL = "schema.registry.url";
    private static final String MOCK = "mock://";

    static RegistryConfig from(Map<String, ?> config) {
        ConfigValues values = new ConfigValues(config);
        List<String> addresses = values.text(URL).stream()
                .flatMap(text -> Arrays.stream(text.split(",")))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toList();
        if (addresses.isEmpty()) {
            throw new ConfigException(
                    "Missing " + URL + "; give the schema registry's address, for example http://localhost:8081");
        }
        Optional<String> scope = addresses.stream()
                .filter(address -> address.startsWith(MOCK))
                .map(address -> address.substring(MOCK.length()))
                .findFirst();
        List<URI> urls = scope.isPresent()
                ? List.of()
                : addresses.stream().map(RegistryConfig::parse).toList();
        return new RegistryConfig(
                urls.stream().map(RegistryConfig::withoutCredentials).toList(),
                scope,
                Authorization.from(values, urls),
                TlsConfig.from(values),
                new RetryPolicy(
                        (int) values.number("max.retries", 5),
                        Duration.ofMillis(values.number("retries.wait.ms", 100)),
                        Duration.ofMillis(values.number("retries.max.wait.ms", 2_000))),
                Duration.ofMillis(values.number("http.connect.timeout.ms", 5_000)),
                Duration.ofMillis(values.number("http.read.timeout.ms", 10_000)));
    }

    private static URI parse(String address) {
        URI uri;
        try {
            uri = URI.create(address);
        } catch (IllegalArgumentException e) {
            // Without the value and the cause, which may hold a password.
            throw new ConfigException(URL + " has an address that is not a URL; write it as http://host:port");
        }
        if (uri.getHost() == null || !("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
            throw new ConfigException(
                    URL + " has an address that is neither http://host:port, https://host:port nor mock://scope");
        }
        return uri;
    }

    private static URI withoutCredentials(URI uri) {
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        String path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceAll("/+$", "");
        return URI.create(uri.getScheme() + "://" + uri.getHost() + port + path);
    }
}
