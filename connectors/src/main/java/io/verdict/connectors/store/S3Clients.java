package io.verdict.connectors.store;

import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClientBuilder;

/** Builds the asynchronous S3 client from the options. */
final class S3Clients {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int CONNECTIONS = 64;

    private S3Clients() {}

    static S3AsyncClient create(StoreOptions options) {
        S3AsyncClientBuilder builder = S3AsyncClient.builder()
                .httpClientBuilder(NettyNioAsyncHttpClient.builder()
                        .maxConcurrency(CONNECTIONS)
                        .connectionTimeout(CONNECT))
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .retryStrategy(RetryMode.STANDARD)
                        .apiCallTimeout(options.timeout())
                        .build())
                .forcePathStyle(options.pathStyle());
        options.endpoint().ifPresent(builder::endpointOverride);
        // A compatible store seldom cares for the region, but the signature needs one.
        options.region()
                .or(() -> options.endpoint().map(any -> Region.US_EAST_1.id()))
                .map(Region::of)
                .ifPresent(builder::region);
        options.credentials()
                .map(key ->
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(key.accessKey(), key.secretKey())))
                .ifPresent(builder::credentialsProvider);
        return builder.build();
    }
}
