package io.verdict.inference.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.events.FailureReason;
import io.verdict.events.StoredObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ImageFetcherTest {
    private static final byte[] BYTES = "bytes".getBytes(StandardCharsets.UTF_8);
    private static final String SHA = "277089d91c0bdf4f2e6862ba7e4a07605119431f5d13f726dd352b06f1b206a9";

    @Test
    void shouldHandOverBytesThatAreThoseOfTheLog() {
        ImageFetcher fetcher = new ImageFetcher((uri, version) -> BYTES, 100);

        assertThat(fetcher.fetch(object(SHA, 5))).isEqualTo(new Fetching.Fetched(BYTES));
        assertThat(fetcher.fetch(object(SHA.toUpperCase(Locale.ROOT), 5))).isEqualTo(new Fetching.Fetched(BYTES));
    }

    @Test
    void shouldRefuseOtherBytes() {
        ImageFetcher fetcher = new ImageFetcher((uri, version) -> BYTES, 100);

        assertFailed(fetcher.fetch(object("0".repeat(64), 5)), FailureReason.HASH_MISMATCH);
        assertFailed(fetcher.fetch(object(SHA, 6)), FailureReason.HASH_MISMATCH);
    }

    @Test
    void shouldNotReadWhatIsTooLarge() {
        ImageFetcher fetcher = new ImageFetcher(
                (uri, version) -> {
                    throw new AssertionError("read");
                },
                100);

        assertFailed(fetcher.fetch(object(SHA, 101)), FailureReason.OUT_OF_MEMORY);
    }

    @Test
    void shouldTellMissingFromUnavailable() {
        assertFailed(
                new ImageFetcher(failing(ObjectReadException.Kind.MISSING), 100).fetch(object(SHA, 5)),
                FailureReason.OBJECT_MISSING);
        assertThat(new ImageFetcher(failing(ObjectReadException.Kind.UNAVAILABLE), 100).fetch(object(SHA, 5)))
                .isEqualTo(new Fetching.Unavailable("so it is"));
    }

    @Test
    void shouldTakeAnAddressThatIsNoneForMissing() {
        ImageFetcher fetcher = new ImageFetcher(
                (uri, version) -> {
                    throw new IllegalArgumentException("no scheme");
                },
                100);

        assertFailed(fetcher.fetch(object(SHA, 5)), FailureReason.OBJECT_MISSING);
    }

    @Test
    void shouldTryAgainAfterAnUnexpectedFailure() {
        ImageFetcher fetcher = new ImageFetcher(
                (uri, version) -> {
                    throw new IllegalStateException("connection pool shut down");
                },
                100);

        assertThat(fetcher.fetch(object(SHA, 5))).isInstanceOf(Fetching.Unavailable.class);
    }

    @Test
    void shouldRefuseTheOnePhotoThatDoesNotFitIntoMemory() {
        ImageFetcher fetcher = new ImageFetcher(
                (uri, version) -> {
                    throw new OutOfMemoryError("Java heap space");
                },
                100);

        assertFailed(fetcher.fetch(object(SHA, 5)), FailureReason.OUT_OF_MEMORY);
    }

    @Test
    void shouldKnowWhenTheStoreHasAnsweredForAnybody() {
        AtomicReference<ObjectReader> store = new AtomicReference<>((uri, version) -> BYTES);
        ImageFetcher fetcher = new ImageFetcher((uri, version) -> store.get().read(uri, version), 100);
        long start = System.nanoTime();
        assertThat(fetcher.hasAnsweredSince(start)).isFalse();

        store.set(failing(ObjectReadException.Kind.UNAVAILABLE));
        fetcher.fetch(object(SHA, 5));
        assertThat(fetcher.hasAnsweredSince(start)).isFalse();

        store.set(failing(ObjectReadException.Kind.MISSING));
        fetcher.fetch(object(SHA, 5));
        assertThat(fetcher.hasAnsweredSince(start)).isTrue();

        long later = System.nanoTime();
        assertThat(fetcher.hasAnsweredSince(later)).isFalse();
        store.set((uri, version) -> BYTES);
        fetcher.fetch(object(SHA, 5));
        assertThat(fetcher.hasAnsweredSince(later)).isTrue();
    }

    @Test
    void shouldDoubleItsPauses() {
        FetchPolicy policy = new FetchPolicy(
                1, Duration.ofMillis(50), Duration.ofMillis(300), Duration.ofSeconds(1), Duration.ofSeconds(2));

        assertThat(policy.pause(1)).hasMillis(50);
        assertThat(policy.pause(2)).hasMillis(100);
        assertThat(policy.pause(3)).hasMillis(200);
        assertThat(policy.pause(4)).hasMillis(300);
        assertThat(policy.pause(400)).hasMillis(300);
        assertThat(policy.objectPatience()).as("never the longer one").hasSeconds(1);
    }

    @Test
    void shouldRefuseAPolicyThatContradictsItself() {
        assertThatThrownBy(() ->
                        new FetchPolicy(1, Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ZERO, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertFailed(Fetching fetching, FailureReason reason) {
        assertThat(fetching).isInstanceOfSatisfying(Fetching.Failed.class, failed -> {
            assertThat(failed.reason()).isEqualTo(reason);
            assertThat(failed.text()).contains("file:/x");
        });
    }

    private static ObjectReader failing(ObjectReadException.Kind kind) {
        return (uri, version) -> {
            throw new ObjectReadException(kind, "so it is");
        };
    }

    private static StoredObject object(String sha, long size) {
        return new StoredObject("file:/x", "v1", sha, "0".repeat(32), size);
    }
}
