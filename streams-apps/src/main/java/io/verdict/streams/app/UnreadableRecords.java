package io.verdict.streams.app;

import io.verdict.avro.RegistryUnavailableException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.LogAndContinueExceptionHandler;

/**
 * Sends records that cannot be read to the dead letters, byte for byte, and goes on (KIP-1034). A registry that does
 * not answer is no fault of the record: then the app stops reading and comes back.
 */
public final class UnreadableRecords extends LogAndContinueExceptionHandler {

    @Override
    public Response handleError(
            ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
        return isRegistryAway(exception) ? Response.fail() : super.handleError(context, record, exception);
    }

    static boolean isRegistryAway(Throwable exception) {
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            if (cause instanceof RegistryUnavailableException) {
                return true;
            }
        }
        return false;
    }
}
