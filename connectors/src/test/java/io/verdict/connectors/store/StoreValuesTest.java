package io.verdict.connectors.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.connectors.store.StoreException.Kind;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The small values around the stores. */
class StoreValuesTest {

    private static final LocalDate DAY = LocalDate.of(2025, 5, 5);

    @Property
    void shouldMakeKeysThatTellContentApart(
            @ForAll @StringLength(64) @CharRange(from = 'a', to = 'f') String one,
            @ForAll @StringLength(64) @CharRange(from = 'a', to = 'f') String other) {
        Placement placement = new Placement(Zone.MODELS, "eu-west-1", DAY, "onnx");

        assertThat(placement.key(one))
                .startsWith("models/eu-west-1/2025/05/05/" + one.substring(0, 2) + "/")
                .endsWith(one + ".onnx");
        assertThat(placement.key(one).equals(placement.key(other))).isEqualTo(one.equals(other));
    }

    @Example
    void shouldMakeTheSameKeysWhereverTheProcessRuns() throws Exception {
        Placement placement = new Placement(Zone.MODELS, "eu-west-1", DAY, "onnx");

        assertThat(ForeignLocale.in(() -> placement.key("a".repeat(64)))).startsWith("models/eu-west-1/2025/05/05/aa/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "a/b", "EU", "-a", "a b"})
    void shouldRefuseRegionsThatAreNoFolders(String region) {
        assertThatThrownBy(() -> new Placement(Zone.RAW, region, DAY, "jpg"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Bad region '%s'".formatted(region));
    }

    @Test
    void shouldRefuseOtherParts() {
        assertThatThrownBy(() -> new Placement(Zone.RAW, "eu", DAY, "../x")).hasMessageContaining("Bad extension");
        assertThatThrownBy(() -> new Placement(Zone.RAW, "eu", DAY, "jpg").key("abc"))
                .hasMessageContaining("Bad SHA-256");
    }

    @Test
    void shouldRefuseTagsThatS3Refuses() {
        Map<String, String> many = new HashMap<>();
        for (int i = 0; i < 11; i++) {
            many.put("key" + i, "");
        }

        assertThatThrownBy(() -> ObjectTags.of(many)).hasMessageContaining("11 tags");
        assertThatThrownBy(() -> ObjectTags.of(Map.of("", "x"))).hasMessageContaining("Bad tag");
        assertThatThrownBy(() -> ObjectTags.of(Map.of("a", "b&c"))).hasMessageContaining("'a' = 'b&c'");
        assertThatThrownBy(() -> ObjectTags.of(Map.of("a".repeat(129), ""))).hasMessageContaining("Bad tag");
        assertThatThrownBy(() -> ObjectTags.of(Map.of("a", "b".repeat(257)))).hasMessageContaining("Bad tag");
        assertThat(ObjectTags.of(Map.of("größe + 1", "a/b@c:d=e_f-g.h")).values())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "s3://photos, photos, ''",
        "s3://photos/, photos, ''",
        "s3://photos/a/b, photos, a/b/",
        "s3://photos/a/, photos, a/"
    })
    void shouldReadBucketAndPrefix(String uri, String bucket, String prefix) throws Exception {
        assertThat(S3Root.parse(uri)).isEqualTo(new S3Root(bucket, prefix));
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3:", "s3://", "s3:///a", "s3://Bucket", "s3://a"})
    void shouldRefuseUrisWithoutABucket(String uri) {
        assertThatThrownBy(() -> ObjectStores.open(uri, StoreOptions.defaults()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("names no bucket: use s3://bucket");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "photos", "ftp://host/photos", "/var/photos", "S3://photos"})
    void shouldNameTheSchemesThatThereAre(String uri) {
        assertThatThrownBy(() -> ObjectStores.open(uri, StoreOptions.defaults()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("use file:///folder or s3://bucket/prefix");
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:", "file:photos", "file://host/photos", "file:///a b"})
    void shouldRefuseUrisWithoutAFolder(String uri) {
        assertThatThrownBy(() -> ObjectStores.open(uri, StoreOptions.defaults()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("names no folder");
    }

    @ParameterizedTest
    @CsvSource({
        "404, NoSuchKey, NOT_FOUND",
        "404, '', NOT_FOUND",
        "403, AccessDenied, DENIED",
        "403, InvalidObjectState, DENIED",
        "400, BadDigest, HASH_MISMATCH",
        "400, InvalidArgument, DENIED",
        "400, RequestTimeout, UNAVAILABLE",
        "429, '', UNAVAILABLE",
        "500, InternalError, UNAVAILABLE",
        "503, SlowDown, UNAVAILABLE",
        "507, XMinioStorageFull, FULL",
        "507, '', FULL"
    })
    void shouldKnowWhatS3Means(int status, String code, Kind kind) {
        assertThat(S3Faults.kind(status, code)).isEqualTo(kind);
    }

    @Test
    void shouldNotHideBugsBehindS3() {
        assertThatThrownBy(() -> S3Faults.translate(new NullPointerException("bug"), "read", "s3://photos/x"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("s3://photos/x");
        StoreException already = new StoreException(Kind.FULL, "full");
        assertThat(S3Faults.translate(already, "read", "x")).isSameAs(already);
    }

    @Test
    void shouldKnowWhatTheFileSystemMeans() {
        assertThat(kind(new FileNotFoundException("x"))).isEqualTo(Kind.NOT_FOUND);
        assertThat(kind(new AccessDeniedException("x"))).isEqualTo(Kind.DENIED);
        assertThat(kind(new FileSystemException("x", null, "Read-only file system")))
                .isEqualTo(Kind.DENIED);
        assertThat(kind(new FileSystemException("x", null, "Disk quota exceeded")))
                .isEqualTo(Kind.FULL);
        assertThat(kind(new IOException("There is not enough space on the disk")))
                .isEqualTo(Kind.FULL);
        assertThat(kind(new IOException("Input/output error"))).isEqualTo(Kind.UNAVAILABLE);
        assertThat(kind(new IOException())).isEqualTo(Kind.UNAVAILABLE);
    }

    private static Kind kind(IOException fault) {
        return FileFaults.translate(fault, "store an object", Path.of("x")).kind();
    }

    @Test
    void shouldRepeatOnlyWhatMayPass() {
        assertThat(Kind.values()).filteredOn(Kind::retryable).containsExactly(Kind.UNAVAILABLE);
    }

    @Test
    void shouldNotShowTheSecret() {
        StoreOptions options = StoreOptions.compatible(
                URI.create("http://localhost:9000"), new StoreOptions.Credentials("key", "very secret"));

        assertThat(options.toString()).contains("key").doesNotContain("very secret");
    }

    @Test
    void shouldRefuseOptionsThatCannotWork() {
        StoreOptions fine = StoreOptions.defaults();

        assertThatThrownBy(() -> fine.withTimeout(Duration.ZERO)).hasMessageContaining("must be positive");
        assertThatThrownBy(() -> new StoreOptions(
                        fine.endpoint(), fine.region(), false, fine.credentials(), 1024, fine.timeout()))
                .hasMessageContaining("at least 5 MiB");
    }
}
