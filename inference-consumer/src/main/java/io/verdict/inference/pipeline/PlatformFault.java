package io.verdict.inference.pipeline;

import io.verdict.avro.SchemaRegistryException;
import java.util.concurrent.RejectedExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;

/** Tells faults of the platform from those of a record, which get an answer. */
final class PlatformFault {
    private PlatformFault() {}

    /** Whether it is the registry's, the stop's or the installation's doing, and not the record's. */
    static boolean isOne(Throwable e) {
        boolean ofTheRecord = e instanceof SerializationException && !(e instanceof SchemaRegistryException);
        return !ofTheRecord
                && (e instanceof KafkaException
                        || e instanceof RejectedExecutionException
                        || e instanceof LinkageError);
    }
}
