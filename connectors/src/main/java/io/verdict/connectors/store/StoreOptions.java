package io.verdict.connectors.store;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How to reach an object store; a file store needs none of it. {@link #toString()} shows no secret.
 *
 * @param endpoint S3-compatible endpoint; empty for Amazon's own
 * @param region region of the bucket; empty for the environment's, or {@code us-east-1} with an endpoint
 * @param pathStyle bucket in the path instead of the host name, as most S3-compatible stores want it
 * @param credentials access key; empty for the environment's, instance's or pod's
 * @param partBytes objects above this size are uploaded in parts of this size; S3 wants at least 5 MiB
 * @param timeout time for one call with its retries
 */
public record StoreOptions(
        Optional<URI> endpoint,
        Optional<String> region,
        boolean pathStyle,
        Optional<Credentials> credentials,
        int partBytes,
        Duration timeout) {

    private static final int MIB = 1024 * 1024;
    private static final int LEAST_PART = 5 * MIB;

    /** Refuses nulls and parts that S3 refuses. */
    public StoreOptions {
        Objects.requireNonNull(endpoint, "endpoint");
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(credentials, "credentials");
        if (partBytes < LEAST_PART) {
            throw new IllegalArgumentException("Parts of %d bytes; S3 wants at least 5 MiB".formatted(partBytes));
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("The timeout must be positive, not " + timeout);
        }
    }

    /**
     * An access key and its secret.
     *
     * @param accessKey public part
     * @param secretKey secret part
     */
    public record Credentials(String accessKey, String secretKey) {
        @Override
        public String toString() {
            return "Credentials[" + accessKey + ", ********]";
        }
    }

    /** Amazon S3 with everything from the environment. */
    public static StoreOptions defaults() {
        return new StoreOptions(
                Optional.empty(), Optional.empty(), false, Optional.empty(), 8 * MIB, Duration.ofSeconds(30));
    }

    /** An S3-compatible store with path-style addresses. */
    public static StoreOptions compatible(URI endpoint, Credentials credentials) {
        return new StoreOptions(
                Optional.of(endpoint),
                Optional.empty(),
                true,
                Optional.of(credentials),
                8 * MIB,
                Duration.ofSeconds(30));
    }

    /** The same with another time for one call. */
    public StoreOptions withTimeout(Duration limit) {
        return new StoreOptions(endpoint, region, pathStyle, credentials, partBytes, limit);
    }
}
