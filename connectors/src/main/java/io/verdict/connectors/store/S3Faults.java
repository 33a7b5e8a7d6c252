package io.verdict.connectors.store;

import io.verdict.connectors.store.StoreException.Kind;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Waits for S3 and turns the SDK's exceptions into the platform's: the one place that knows them. */
final class S3Faults {

    private static final Set<String> FULL_CODES = Set.of(
            "XMinioStorageFull", "InsufficientStorage", "QuotaExceeded", "InsufficientCapacity", "EntityTooLarge");
    private static final Set<String> HASH_CODES =
            Set.of("BadDigest", "InvalidDigest", "XAmzContentSHA256Mismatch", "XAmzContentChecksumMismatch");
    private static final Set<String> BUSY_CODES =
            Set.of("SlowDown", "RequestTimeout", "ServiceUnavailable", "InternalError");

    private S3Faults() {}

    static <T> T await(CompletableFuture<T> answer, String doing, String uri) throws StoreException {
        try {
            return answer.join();
        } catch (CompletionException e) {
            throw translate(e.getCause(), doing, uri);
        }
    }

    static StoreException translate(Throwable fault, String doing, String uri) {
        if (fault instanceof StoreException already) {
            return already;
        }
        if (fault instanceof S3Exception answered) {
            return answered(answered, doing, uri);
        }
        if (fault instanceof SdkException unanswered) {
            return new StoreException(
                    Kind.UNAVAILABLE, "Cannot %s at %s: %s".formatted(doing, uri, unanswered.getMessage()), unanswered);
        }
        throw new IllegalStateException("Unforeseen failure to %s at %s".formatted(doing, uri), fault);
    }

    private static StoreException answered(S3Exception fault, String doing, String uri) {
        // A HEAD request is answered without a body, so without an error code.
        String code = fault.awsErrorDetails() == null || fault.awsErrorDetails().errorCode() == null
                ? ""
                : fault.awsErrorDetails().errorCode();
        return new StoreException(
                kind(fault.statusCode(), code),
                "Cannot %s at %s: S3 answered %d %s (%s)"
                        .formatted(doing, uri, fault.statusCode(), code, fault.getMessage()),
                fault);
    }

    static Kind kind(int status, String code) {
        if (FULL_CODES.contains(code) || status == 507) {
            return Kind.FULL;
        }
        if (HASH_CODES.contains(code)) {
            return Kind.HASH_MISMATCH;
        }
        if (BUSY_CODES.contains(code) || status >= 500 || status == 429) {
            return Kind.UNAVAILABLE;
        }
        return status == 404 ? Kind.NOT_FOUND : Kind.DENIED;
    }
}
