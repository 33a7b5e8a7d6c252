package io.verdict.streams.app;

import io.verdict.avro.RegistryRefusedException;
import io.verdict.avro.RegistryUnavailableException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.LogAndContinueExceptionHandler;

/**
 * Sends records that cannot be read to the dead letters, byte for byte, and goes on (KIP-1034). A registry that does
 * not answer, or does not let the app in, is no fault of the record: then the app stops reading and comes back.
 */
public final class UnreadableRecords extends LogAndContinueExceptionHandler {

    @Override
    public Response handleError(
            ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
        return isRegistrysFault(exception) ? Response.fail() : super.handleError(context, record, exception);
    }

    private static boolean isRegistrysFault(Throwable exception) {
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            if (cause instanceof RegistryUnavailableException || cause instanceof RegistryRefusedException) {
                return true;
            }
        }
        return false;
    }
}
