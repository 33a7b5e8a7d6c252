package io.verdict.inference.loop;

import io.verdict.avro.RegistryRefusedException;
import io.verdict.avro.RegistryUnavailableException;
import io.verdict.inference.pipeline.Admission;
import io.verdict.inference.pipeline.Duty;
import io.verdict.inference.progress.Outcome;
import io.verdict.inference.progress.Ticket;
import io.verdict.inference.status.Telemetry;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * An intake that keeps what does not get in yet in a queue. For the loop's thread only.
 *
 * @param <E> event on the log
 * @param <A> what is let in
 */
abstract sealed class OrderedIntake<E, A> implements Intake permits PhotoIntake, RequestIntake {
    private record Waiting<A>(A arrival, Ticket<Outcome> ticket) {}

    private final Duty duty;
    private final Deserializer<E> events;
    private final Admission admission;
    private final BooleanSupplier hasTurn;
    private final Telemetry telemetry;
    private final ArrayDeque<Waiting<A>> waiting = new ArrayDeque<>();

    /** @param hasTurn whether records may be let in now, besides there being room */
    OrderedIntake(
            Duty duty, Deserializer<E> events, Admission admission, BooleanSupplier hasTurn, Telemetry telemetry) {
        this.duty = duty;
        this.events = events;
        this.admission = admission;
        this.hasTurn = hasTurn;
        this.telemetry = telemetry;
    }

    /**
     * What the record brings.
     *
     * @throws IllegalArgumentException if it cannot be worked on
     */
    abstract A arrival(E event, ConsumerRecord<byte[], byte[]> record);

    /** Lets it in; false where what it needs is not there yet. */
    abstract boolean enter(A arrival, Ticket<Outcome> ticket);

    @Override
    public final Duty duty() {
        return duty;
    }

    @Override
    public final Admission admission() {
        return admission;
    }

    @Override
    public final void take(ConsumerRecord<byte[], byte[]> record, Ticket<Outcome> ticket) {
        try {
            E event = events.deserialize(record.topic(), record.value());
            if (event == null) {
                unreadable(record, ticket, "The record has no value");
            } else {
                waiting.add(new Waiting<>(arrival(event, record), ticket));
            }
        } catch (RegistryUnavailableException | RegistryRefusedException e) {
            // No fault of the record.
            throw e;
        } catch (RuntimeException e) {
            unreadable(record, ticket, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public final void admit() {
        while (!waiting.isEmpty()) {
            Waiting<A> next = waiting.peek();
            if (!next.ticket().isCancelled()) {
                if (!admission.isOpen() || !hasTurn.getAsBoolean() || !enter(next.arrival(), next.ticket())) {
                    return;
                }
            }
            waiting.remove();
        }
    }

    @Override
    public final boolean wantsMore() {
        return waiting.isEmpty() && admission.isOpen();
    }

    @Override
    public final boolean waitsForTurn() {
        return !waiting.isEmpty() && !hasTurn.getAsBoolean();
    }

    @Override
    public final void clear() {
        waiting.clear();
    }

    /** Whoever decides or answers keeps it; shadows pass over it. */
    private void unreadable(ConsumerRecord<byte[], byte[]> record, Ticket<Outcome> ticket, String why) {
        ticket.complete(
                duty.isOfShadows()
                        ? new Outcome.Answered(List.of(), System.nanoTime(), null, () -> {})
                        : LogRecords.unreadable(record, why, telemetry));
    }
}
