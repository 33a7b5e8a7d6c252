package io.verdict.inference.progress;

import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What comes of a record. */
public sealed interface Outcome {

    /**
     * It is answered.
     *
     * @param outputs records to be written together with its offset; empty where there is nothing to say
     * @param receivedNanos {@link System#nanoTime} of its arrival
     * @param uploadedAt when its photo was uploaded; null for a record that is no photo
     * @param onCommitted called when the outputs are committed, for counting
     */
    record Answered(
            List<ProducerRecord<byte[], byte[]>> outputs, long receivedNanos, Instant uploadedAt, Runnable onCommitted)
            implements Outcome {}

    /**
     * It could not be answered for a reason that is not its own.
     *
     * @param cause Kafka's exceptions (a registry that is down, too little memory) are tried again on new clients; others
     *     (a native library that does not load) end the loop
     */
    record Broken(RuntimeException cause) implements Outcome {}
}
