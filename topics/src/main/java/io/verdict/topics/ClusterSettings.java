package io.verdict.topics;

import io.verdict.topics.settings.Secrets;
import io.verdict.topics.settings.Setting;
import io.verdict.topics.settings.SettingGroup;
import io.verdict.topics.settings.SettingGroup.PassThrough;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** What can be set about the cluster and the schema registry. */
public final class ClusterSettings {
    public static final Setting BOOTSTRAP = new Setting(
            "bootstrap",
            List.of("bootstrap.servers"),
            "localhost:9092",
            ClusterSettings::hostsProblem,
            "Kafka brokers to ask first, as `host:port`, several with commas.");

    public static final Setting REGISTRY = new Setting(
            "registry",
            List.of("schema.registry.url"),
            "http://localhost:8081",
            ClusterSettings::urlsProblem,
            "URL of the schema registry (Confluent's API), several with commas; for Apicurio Registry with its path"
                    + " `/apis/ccompat/v7`.");

    private static final String EXACTLY_ONCE = "the platform sets it, because exactly-once depends on it. Remove it.";
    private static final String PER_APP = "each app has its own, given by the platform. Remove it.";

    /** Everything about the cluster and the registry. */
    public static final SettingGroup GROUP = new SettingGroup(
            "Cluster and schema registry",
            List.of(BOOTSTRAP, REGISTRY),
            List.of(
                    kafka("security.", "Which protocol protects the connection to the brokers."),
                    kafka("sasl.", "How to sign in to the brokers; `AWS_MSK_IAM` included."),
                    kafka("ssl.", "Which certificates of brokers to trust, and which one to show."),
                    new PassThrough(
                            "client.*",
                            List.of("client.rack", "client.dns.lookup"),
                            "Read from the nearest replica, and how broker names are resolved."),
                    registry()),
            Map.ofEntries(
                    Map.entry("acks", EXACTLY_ONCE),
                    Map.entry("enable.idempotence", EXACTLY_ONCE),
                    Map.entry("transactional.id", PER_APP),
                    Map.entry("isolation.level", EXACTLY_ONCE),
                    Map.entry("enable.auto.commit", EXACTLY_ONCE),
                    Map.entry("processing.guarantee", EXACTLY_ONCE),
                    Map.entry("group.id", PER_APP),
                    Map.entry("client.id", PER_APP),
                    Map.entry("application.id", PER_APP)));

    private static final Pattern HOST_AND_PORT = Pattern.compile("(?:\\[[^\\]]+]|[^:\\s/]+):(\\d{1,5})");
    private static final int HIGHEST_PORT = 65_535;
    private static final Set<String> SCHEMES = Set.of("http", "https", "mock");

    private ClusterSettings() {}

    static boolean isForRegistryOnly(String key) {
        return registry().keys().contains(key);
    }

    private static PassThrough kafka(String prefix, String doc) {
        return new PassThrough(
                prefix + "*",
                AdminClientConfig.configNames().stream()
                        .filter(name -> name.startsWith(prefix)
                                && ProducerConfig.configNames().contains(name))
                        .sorted()
                        .toList(),
                doc);
    }

    private static PassThrough registry() {
        return new PassThrough(
                "schema.registry.*, basic.auth.*, bearer.auth.*",
                List.of(
                        "auto.register.schemas",
                        "basic.auth.credentials.source",
                        "basic.auth.user.info",
                        "bearer.auth.token",
                        "schema.registry.max.retries",
                        "schema.registry.http.connect.timeout.ms",
                        "schema.registry.http.read.timeout.ms",
                        "schema.registry.ssl.truststore.location",
                        "schema.registry.ssl.truststore.password",
                        "schema.registry.ssl.truststore.type",
                        "schema.registry.ssl.keystore.location",
                        "schema.registry.ssl.keystore.password",
                        "schema.registry.ssl.keystore.type",
                        "schema.registry.ssl.key.password"),
                "How to sign in to the schema registry, which certificates to trust, how long to wait for it, and whether"
                        + " apps may register schemas by themselves.");
    }

    private static Optional<String> hostsProblem(String value) {
        for (String host : value.split(",", -1)) {
            Matcher matcher = HOST_AND_PORT.matcher(host.strip());
            if (!matcher.matches() || !isPort(matcher.group(1))) {
                return Optional.of("is '" + value + "', which is not host:port. Write for example localhost:9092,"
                        + " several with commas.");
            }
        }
        return Optional.empty();
    }

    private static boolean isPort(String digits) {
        int port = Integer.parseInt(digits);
        return port > 0 && port <= HIGHEST_PORT;
    }

    private static Optional<String> urlsProblem(String value) {
        for (String url : value.split(",", -1)) {
            if (!isRegistryUrl(url.strip())) {
                return Optional.of("is '" + Secrets.withoutUserInfo(value)
                        + "', which is not the URL of a registry. Write for example" + " http://localhost:8081.");
            }
        }
        return Optional.empty();
    }

    private static boolean isRegistryUrl(String url) {
        try {
            URI uri = URI.create(url);
            return uri.getScheme() != null && SCHEMES.contains(uri.getScheme()) && uri.getAuthority() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
