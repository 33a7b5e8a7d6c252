package io.verdict.inference.loop;

import io.verdict.avro.Envelope;
import io.verdict.avro.RegistryRefusedException;
import io.verdict.avro.RegistryUnavailableException;
import io.verdict.events.PredictionRequested;
import io.verdict.inference.decide.Requested;
import io.verdict.inference.pipeline.Admission;
import io.verdict.inference.pipeline.Duty;
import io.verdict.inference.pipeline.Predicting;
import io.verdict.inference.progress.Outcome;
import io.verdict.inference.progress.Ticket;
import io.verdict.inference.serving.Serving;
import io.verdict.inference.status.Telemetry;
import java.util.ArrayDeque;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Lets requests for predictions in when there is room, and once the plans have been read: until then nobody knows what is
 * in service. A request about a model that is not is answered with that at once, as somebody waits for it. For the loop's
 * thread only.
 */
public final class RequestIntake implements Intake {

    /** Answers repeat them, and have to fit into a record. */
    private static final int LONGEST_NAME = 1_000;

    private record Waiting(Requested requested, Ticket<Outcome> ticket) {}

    private final Deserializer<PredictionRequested> requests;
    private final Serving serving;
    private final Predicting predicting;
    private final Admission admission;
    private final Telemetry telemetry;
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();

    public RequestIntake(
            Deserializer<PredictionRequested> requests,
            Serving serving,
            Predicting predicting,
            Admission admission,
            Telemetry telemetry) {
        this.requests = requests;
        this.serving = serving;
        this.predicting = predicting;
        this.admission = admission;
        this.telemetry = telemetry;
    }

    @Override
    public Duty duty() {
        return Duty.PREDICT;
    }

    @Override
    public Admission admission() {
        return admission;
    }

    @Override
    public void take(ConsumerRecord<byte[], byte[]> record, Ticket<Outcome> ticket) {
        try {
            PredictionRequested event = requests.deserialize(record.topic(), record.value());
            if (event == null) {
                ticket.complete(LogRecords.unreadable(record, "The record has no value", telemetry));
            } else if (longest(event) > LONGEST_NAME) {
                ticket.complete(LogRecords.unreadable(
                        record, "An id or a name is longer than %d characters".formatted(LONGEST_NAME), telemetry));
            } else {
                var position = Envelope.position(record.topic(), record.partition(), record.offset(), event.getMeta());
                Requested requested =
                        new Requested(event, position, record.serializedValueSize(), LogRecords.trace(record));
                waiting.add(new Waiting(requested, ticket));
            }
        } catch (RegistryUnavailableException | RegistryRefusedException e) {
            // No fault of the record.
            throw e;
        } catch (RuntimeException e) {
            ticket.complete(LogRecords.unreadable(record, String.valueOf(e.getMessage()), telemetry));
        }
    }

    @Override
    public void admit() {
        while (!waiting.isEmpty()) {
            if (waiting.peek().ticket().isCancelled()) {
                waiting.remove();
                continue;
            }
            if (!admission.isOpen() || !serving.isKnown()) {
                return;
            }
            Waiting next = waiting.remove();
            String model = next.requested().event().getModel();
            predicting.submit(next.requested(), serving.retainModel(model), admission, next.ticket());
        }
    }

    @Override
    public boolean wantsMore() {
        return waiting.isEmpty() && admission.isOpen();
    }

    @Override
    public boolean waitsForTurn() {
        return false;
    }

    @Override
    public void clear() {
        waiting.clear();
    }

    private static int longest(PredictionRequested event) {
        return Math.max(
                event.getRequestId().length(),
                Math.max(event.getEntity().length(), event.getModel().length()));
    }
}
