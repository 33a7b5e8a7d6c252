package io.verdict.streams.app;

import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.LogAndContinueProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Sends records that make no sense ({@link UnusableRecordException}) to the dead letters and goes on (KIP-1034). Every
 * other exception is a fault of the app or its surroundings, not of the record, and stops it before anything is
 * committed.
 */
public final class UnusableRecords extends LogAndContinueProcessingExceptionHandler {

    @Override
    public Response handleError(ErrorHandlerContext context, Record<?, ?> record, Exception exception) {
        return exception instanceof UnusableRecordException
                ? super.handleError(context, record, exception)
                : Response.fail();
    }
}
