package io.verdict.inference.loop;

import io.verdict.avro.Envelope;
import io.verdict.events.PredictionRequested;
import io.verdict.inference.decide.Requested;
import io.verdict.inference.pipeline.Admission;
import io.verdict.inference.pipeline.Duty;
import io.verdict.inference.pipeline.Predicting;
import io.verdict.inference.progress.Outcome;
import io.verdict.inference.progress.Ticket;
import io.verdict.inference.serving.PlanInService;
import io.verdict.inference.serving.Serving;
import io.verdict.inference.status.Telemetry;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Lets requests for predictions in when there is room, the duty's turn, and once the plans have been read: until then
 * nobody knows what is in service. A request about a model that is not is answered with that at once, as somebody waits
 * for it; but while a plan of that model is there and cannot be loaded yet, it waits, and those after it with it, for no
 * longer than {@link Serving#isAwaited} says. For the loop's thread only.
 */
public final class RequestIntake extends OrderedIntake<PredictionRequested, Requested> {

    /** Answers repeat them, and have to fit into a record. */
    private static final int LONGEST_NAME = 1_000;

    private final Serving serving;
    private final Predicting predicting;

    /** @param hasTurn whether requests may be let in now, besides there being room */
    public RequestIntake(
            Duty duty,
            Deserializer<PredictionRequested> requests,
            Serving serving,
            Predicting predicting,
            Admission admission,
            BooleanSupplier hasTurn,
            Telemetry telemetry) {
        super(duty, requests, admission, hasTurn, telemetry);
        this.serving = serving;
        this.predicting = predicting;
    }

    @Override
    Requested arrival(PredictionRequested event, ConsumerRecord<byte[], byte[]> record) {
        if (longest(event) > LONGEST_NAME) {
            throw new IllegalArgumentException("An id or a name is longer than %d characters".formatted(LONGEST_NAME));
        }
        var position = Envelope.position(record.topic(), record.partition(), record.offset(), event.getMeta());
        return new Requested(event, position, record.serializedValueSize(), LogRecords.trace(record));
    }

    @Override
    boolean enter(Requested requested, Ticket<Outcome> ticket) {
        if (!serving.isKnown()) {
            return false;
        }
        String model = requested.event().getModel();
        // In this order, as a plan may get into service between the two.
        boolean awaited = serving.isAwaited(model);
        Optional<PlanInService> plan = serving.retainModel(model);
        if (plan.isEmpty() && awaited) {
            return false;
        }
        predicting.submit(requested, duty(), plan, admission(), ticket);
        return true;
    }

    private static int longest(PredictionRequested event) {
        return Math.max(
                event.getRequestId().length(),
                Math.max(event.getEntity().length(), event.getModel().length()));
    }
}
