package io.verdict.connectors.ingest;

import io.verdict.avro.SchemaRegistryException;
import io.verdict.connectors.ingest.UploadFailure.Reason;
import io.verdict.connectors.store.StoreException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Turns what can go wrong on the way of an upload into reasons: the one place that knows every party's exceptions. */
final class UploadFaults {

    private UploadFaults() {}

    /** The reason behind a failure at reading, storing or publishing {@code what}. */
    static UploadException translate(Throwable fault, String what) {
        if (fault instanceof UploadException already) {
            return already;
        }
        if (fault instanceof CompletionException || fault instanceof ExecutionException) {
            return translate(fault.getCause(), what);
        }
        if (fault instanceof StoreException store) {
            return new UploadException(reason(store.kind()), store.getMessage(), store);
        }
        if (fault instanceof IOException file) {
            return new UploadException(Reason.UNREADABLE, unreadable(file, what), file);
        }
        if (fault instanceof SchemaRegistryException registry) {
            return new UploadException(
                    Reason.REGISTRY,
                    "The schema registry failed: %s. Start it, or name the right one with --registry"
                            .formatted(registry.getMessage()),
                    registry);
        }
        if (fault instanceof KafkaException kafka) {
            return broker(kafka);
        }
        if (fault instanceof RuntimeException bug) {
            throw bug;
        }
        throw new IllegalStateException("Unforeseen failure to publish " + what, fault);
    }

    private static Reason reason(StoreException.Kind kind) {
        return switch (kind) {
            case FULL -> Reason.STORE_FULL;
            case UNAVAILABLE -> Reason.STORE_UNAVAILABLE;
            case NOT_FOUND, DENIED -> Reason.STORE_DENIED;
            // On the way in only the source can have changed.
            case HASH_MISMATCH -> Reason.CHANGING;
        };
    }

    private static String unreadable(IOException fault, String what) {
        if (fault instanceof NoSuchFileException) {
            return "There is no file %s".formatted(what);
        }
        if (fault instanceof AccessDeniedException) {
            return "No permission to read %s".formatted(what);
        }
        return "Cannot read %s: %s".formatted(what, fault.getMessage());
    }

    private static UploadException broker(KafkaException fault) {
        // The serializer's trouble with the registry arrives wrapped.
        if (fault.getCause() instanceof SchemaRegistryException registry) {
            return translate(registry, "");
        }
        if (fault instanceof UnknownTopicOrPartitionException) {
            return new UploadException(
                    Reason.BROKER_DENIED,
                    "The topic for uploads does not exist; create it with 'topics apply' (%s)"
                            .formatted(fault.getMessage()),
                    fault);
        }
        // What a producer is told after a refusal is that it is in an error state; the refusal is its cause.
        if (isRefusal(fault.getCause())) {
            return broker((KafkaException) fault.getCause());
        }
        boolean denied = isRefusal(fault) || (fault instanceof ApiException && !(fault instanceof RetriableException));
        return denied
                ? new UploadException(
                        Reason.BROKER_DENIED, "The broker refused the upload: %s".formatted(fault.getMessage()), fault)
                : new UploadException(
                        Reason.BROKER_UNAVAILABLE,
                        "No broker took the upload: %s. Check that the broker runs and --bootstrap names it"
                                .formatted(fault.getMessage()),
                        fault);
    }

    private static boolean isRefusal(Throwable fault) {
        return fault instanceof AuthorizationException || fault instanceof AuthenticationException;
    }
}
