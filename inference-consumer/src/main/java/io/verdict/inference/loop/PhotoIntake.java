package io.verdict.inference.loop;

import io.verdict.avro.Envelope;
import io.verdict.events.ImageAccepted;
import io.verdict.inference.decide.Accepted;
import io.verdict.inference.pipeline.Admission;
import io.verdict.inference.pipeline.Duty;
import io.verdict.inference.pipeline.Pipeline;
import io.verdict.inference.progress.Outcome;
import io.verdict.inference.progress.Ticket;
import io.verdict.inference.serving.PlanInService;
import io.verdict.inference.serving.Serving;
import io.verdict.inference.status.Telemetry;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;

/** Lets photos in when there is room, a plan for each of their models, and the duty's turn. For the loop's thread only. */
public final class PhotoIntake extends OrderedIntake<ImageAccepted, Accepted> {
    private final Serving serving;
    private final Pipeline pipeline;

    /** @param hasTurn whether photos may be let in now, besides there being room */
    public PhotoIntake(
            Duty duty,
            Deserializer<ImageAccepted> images,
            Serving serving,
            Pipeline pipeline,
            Admission admission,
            BooleanSupplier hasTurn,
            Telemetry telemetry) {
        super(duty, images, admission, hasTurn, telemetry);
        this.serving = serving;
        this.pipeline = pipeline;
    }

    @Override
    Accepted arrival(ImageAccepted event, ConsumerRecord<byte[], byte[]> record) {
        var position = Envelope.position(record.topic(), record.partition(), record.offset(), event.getMeta());
        return new Accepted(event, position, LogRecords.trace(record));
    }

    @Override
    boolean enter(Accepted accepted, Ticket<Outcome> ticket) {
        Optional<List<PlanInService>> plans = serving.retainFor(accepted.photo().getSource());
        plans.ifPresent(all -> pipeline.submit(accepted, duty(), all, admission(), ticket));
        return plans.isPresent();
    }
}
