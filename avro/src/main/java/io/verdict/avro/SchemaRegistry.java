package io.verdict.avro;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * Where schemas are kept under subjects and named by numbers, so that a record carries four bytes in place of its
 * schema. Implementations are safe for use by many threads. Methods throw {@link SchemaRegistryException} where the
 * registry refuses and {@link RegistryUnavailableException} where it does not answer.
 */
public interface SchemaRegistry {

    /** Registers the schema under the subject and returns its id; the same schema again gives the same id. */
    int register(String subject, Schema schema);

    /** Id of a schema that is registered under the subject; refused where it is not. */
    int idOf(String subject, Schema schema);

    /** The schema with that id; refused where there is none. */
    Schema byId(int id);

    /** Every subject, sorted. */
    List<String> subjects();

    /** Versions under the subject, rising; empty for an unknown subject. */
    List<Integer> versions(String subject);

    /** One version under the subject; empty where there is none. */
    Optional<RegisteredSchema> version(String subject, int version);

    /** The latest version under the subject; empty for an unknown subject. */
    Optional<RegisteredSchema> latest(String subject);

    /** The subject's own compatibility level; empty where the registry's default holds. */
    Optional<CompatibilityLevel> compatibility(String subject);

    /** Sets the subject's compatibility level, which need not have a schema yet. */
    void setCompatibility(String subject, CompatibilityLevel level);

    /** Whether the registry would take the schema as the subject's next version at its level. */
    boolean isCompatible(String subject, Schema schema);

    /**
     * The registry that a client's configuration names, by the properties that Confluent's clients use:
     *
     * <ul>
     *   <li>{@code schema.registry.url} – one or several {@code http(s)://} addresses with commas between them, for a
     *       registry with Confluent's REST API; or {@code mock://scope} for one in memory, shared by everything in this
     *       JVM that names the same scope;
     *   <li>{@code basic.auth.credentials.source} – {@code USER_INFO} with {@code basic.auth.user.info} as {@code
     *       user:password}, {@code URL}, or {@code SASL_INHERIT}; or {@code bearer.auth.token};
     *   <li>{@code schema.registry.ssl.truststore.location}, {@code .password} and {@code .type} (JKS, PKCS12 or PEM),
     *       and {@code schema.registry.ssl.keystore.*} with {@code schema.registry.ssl.key.password};
     *   <li>{@code max.retries} (5), {@code retries.wait.ms} (100), {@code retries.max.wait.ms} (2000), {@code
     *       http.connect.timeout.ms} (5000), {@code http.read.timeout.ms} (10000).
     * </ul>
     *
     * All may carry the prefix {@code schema.registry.}; unknown properties are ignored. Each call makes a client with a
     * cache of its own: share it where several serdes use one registry.
     *
     * @throws org.apache.kafka.common.config.ConfigException where a property is missing or wrong
     */
    static SchemaRegistry from(Map<String, ?> config) {
        RegistryConfig parsed = RegistryConfig.from(config);
        return parsed.mockScope()
                .<SchemaRegistry>map(InMemoryRegistry::shared)
                .orElseGet(() -> new CachingRegistry(new RestRegistry(parsed)));
    }
}
