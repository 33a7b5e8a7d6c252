package io.verdict.inference.loop;

import io.verdict.inference.pipeline.Admission;
import io.verdict.inference.pipeline.Duty;
import io.verdict.inference.progress.Outcome;
import io.verdict.inference.progress.Ticket;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Lets records into a pipeline in the order in which they came. What does not get in yet waits here, and the loop reads no
 * further meanwhile. For the loop's thread only.
 */
public sealed interface Intake permits OrderedIntake {

    Duty duty();

    Admission admission();

    /** Takes a record from the log. */
    void take(ConsumerRecord<byte[], byte[]> record, Ticket<Outcome> ticket);

    /** Lets in what may enter now. */
    void admit();

    /** Whether more records may be read. */
    boolean wantsMore();

    /** Whether records wait only for their turn, which nobody announces. */
    boolean waitsForTurn();

    /** Whether records queue, so that outcomes come thick and fast. */
    default boolean isBusy() {
        return admission().photos() > admission().capacity() / 2;
    }

    /** Drops what has not got in; it is read again. */
    void clear();
}
