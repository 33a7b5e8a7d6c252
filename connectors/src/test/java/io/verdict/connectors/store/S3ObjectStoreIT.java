package io.verdict.connectors.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.connectors.store.StoreException.Kind;
import io.verdict.events.StoredObject;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;

class S3ObjectStoreIT extends ObjectStoreContract {

    private static final String BUCKET = "photos";
    private static final String PLAIN = "plain";

    @TempDir
    static Path serverFolder;

    private static S3Server server;
    private static S3AsyncClient client;
    private static ObjectStore store;

    @BeforeAll
    static void start() throws Exception {
        server = S3Server.start(serverFolder);
        client = S3Clients.create(server.options());
        client.createBucket(request -> request.bucket(BUCKET)).join();
        client.createBucket(request -> request.bucket(PLAIN)).join();
        client.putBucketVersioning(request -> request.bucket(BUCKET)
                        .versioningConfiguration(config -> config.status(BucketVersioningStatus.ENABLED)))
                .join();
        store = ObjectStores.open("s3://photos/verdict", server.options());
    }

    @AfterAll
    static void stop() {
        store.close();
        client.close();
        server.close();
    }

    @Override
    ObjectStore store() {
        return store;
    }

    @Override
    String foreignUri() {
        return "s3://photos/elsewhere/x.jpg";
    }

    @Override
    String otherVersion() {
        return "ad1cbe42-1b3f-4d8c-9a5e-0d1f5b6a7c8d";
    }

    @Test
    void shouldReadTheVersionThatTheEventNames() throws Exception {
        StoredObject stored = put("first", "versions");
        overwrite(stored, "second");

        assertThat(store.get(ObjectRef.of(stored))).asString(UTF_8).isEqualTo("first");
        assertFails(
                Kind.HASH_MISMATCH,
                () -> store.get(new ObjectRef(stored.getUri(), Optional.empty(), stored.getSha256())));
    }

    @Test
    void shouldReplaceAnObjectThatSomebodyOverwrote() throws Exception {
        StoredObject stored = put("ours", "overwritten");
        overwrite(stored, "theirs");

        StoredObject again = put("ours", "overwritten");

        assertThat(again.getVersion()).isNotEqualTo(stored.getVersion());
        assertThat(store.get(ObjectRef.of(again))).asString(UTF_8).isEqualTo("ours");
    }

    @Test
    void shouldEraseEveryVersion() throws Exception {
        StoredObject stored = put("first", "erasure");
        overwrite(stored, "second");

        store.delete(stored.getUri());

        assertFails(Kind.NOT_FOUND, () -> store.get(ObjectRef.of(stored)));
        assertThat(client.listObjectVersions(request -> request.bucket(BUCKET).prefix(key(stored)))
                        .join()
                        .versions())
                .isEmpty();
    }

    @Test
    void shouldAbandonTheUploadOfContentThatChanged() throws Exception {
        Path file = Files.write(scratch.resolve("large"), randomBytes(9 * 1024 * 1024));
        Content content = Content.of(file);
        Files.write(file, new byte[9 * 1024 * 1024]);

        assertFails(Kind.HASH_MISMATCH, () -> store.put(content, in("abandoned"), ObjectTags.none()));

        assertThat(client.listMultipartUploads(request -> request.bucket(BUCKET))
                        .join()
                        .uploads())
                .isEmpty();
    }

    @Test
    void shouldHaveNoVersionsInABucketWithout() throws Exception {
        try (ObjectStore plain = ObjectStores.open("s3://plain", server.options())) {
            StoredObject stored =
                    plain.put(Content.of("abc".getBytes(UTF_8)), in("eu-west-1"), ObjectTags.of(Map.of("a", "b")));

            assertThat(stored.getVersion()).isNull();
            assertThat(stored.getUri()).startsWith("s3://plain/raw/eu-west-1/");
            assertThat(plain.get(ObjectRef.of(stored))).asString(UTF_8).isEqualTo("abc");

            plain.delete(stored.getUri());

            assertThat(plain.exists(ObjectRef.of(stored))).isFalse();
        }
    }

    @Test
    void shouldListMoreThanOnePage() throws Exception {
        for (String text : List.of("a", "b", "c", "d", "e", "f", "g")) {
            put(text, "pages");
        }
        List<String> found = new ArrayList<>();
        try (ObjectStore paging = S3ObjectStore.open(S3Root.parse("s3://photos/verdict"), server.options(), 3)) {
            paging.list("raw/pages/", object -> found.add(object.uri()));
        }

        assertThat(found).hasSize(7).doesNotHaveDuplicates();
    }

    @Test
    void shouldSayThatTheBucketIsMissing() throws Exception {
        try (ObjectStore missing = ObjectStores.open("s3://no-such-bucket", server.options())) {
            assertThatThrownBy(() -> missing.put(Content.of(randomBytes(3)), in("eu-west-1"), ObjectTags.none()))
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.NOT_FOUND))
                    .hasMessageContaining("NoSuchBucket");
        }
    }

    @Test
    void shouldSayThatNobodyAnswers() throws Exception {
        URI closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = URI.create("http://localhost:" + socket.getLocalPort());
        }
        StoreOptions options = StoreOptions.compatible(closed, new StoreOptions.Credentials("key", "secret"))
                .withTimeout(Duration.ofSeconds(5));

        try (ObjectStore silent = ObjectStores.open("s3://photos", options)) {
            assertFails(Kind.UNAVAILABLE, () -> silent.put(Content.of(randomBytes(3)), in("x"), ObjectTags.none()));
        }
    }

    private static void overwrite(StoredObject stored, String text) {
        client.putObject(request -> request.bucket(BUCKET).key(key(stored)), AsyncRequestBody.fromString(text))
                .join();
    }

    private static String key(StoredObject stored) {
        return stored.getUri().substring("s3://photos/".length());
    }
}
