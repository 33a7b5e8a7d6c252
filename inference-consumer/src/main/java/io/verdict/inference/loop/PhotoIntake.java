package io.verdict.inference.loop;

import io.verdict.avro.Envelope;
import io.verdict.avro.RegistryRefusedException;
import io.verdict.avro.RegistryUnavailableException;
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
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Lets records into the pipeline in the order in which they came, when there is room, a plan for each of its
 * models, and the duty's turn. What does not get in yet waits here, and the loop reads no further meanwhile. For the loop's thread only.
 */
public final class PhotoIntake implements Intake {
    private record Waiting(Accepted accepted, Ticket<Outcome> ticket) {}

    private final Duty duty;
    private final Deserializer<ImageAccepted> images;
    private final Serving serving;
    private final Pipeline pipeline;
    private final Admission admission;
    private final BooleanSupplier hasTurn;
    private final Telemetry telemetry;
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();

    /** @param hasTurn whether photos may be let in now, besides there being room */
    public PhotoIntake(
            Duty duty,
            Deserializer<ImageAccepted> images,
            Serving serving,
            Pipeline pipeline,
            Admission admission,
            BooleanSupplier hasTurn,
            Telemetry telemetry) {
        this.duty = duty;
        this.images = images;
        this.serving = serving;
        this.pipeline = pipeline;
        this.admission = admission;
        this.hasTurn = hasTurn;
        this.telemetry = telemetry;
    }

    @Override
    public Duty duty() {
        return duty;
    }

    @Override
    public Admission admission() {
        return admission;
    }

    @Override
    public void take(ConsumerRecord<byte[], byte[]> image, Ticket<Outcome> ticket) {
        try {
            ImageAccepted event = images.deserialize(image.topic(), image.value());
            if (event == null) {
                unreadable(image, ticket, "The record has no value");
            } else {
                var position = Envelope.position(image.topic(), image.partition(), image.offset(), event.getMeta());
                waiting.add(new Waiting(new Accepted(event, position, LogRecords.trace(image)), ticket));
            }
        } catch (RegistryUnavailableException | RegistryRefusedException e) {
            // No fault of the record.
            throw e;
        } catch (RuntimeException e) {
            unreadable(image, ticket, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void admit() {
        while (!waiting.isEmpty()) {
            if (waiting.peek().ticket().isCancelled()) {
                waiting.remove();
                continue;
            }
            if (!admission.isOpen() || !hasTurn.getAsBoolean()) {
                return;
            }
            Optional<List<PlanInService>> plans =
                    serving.retainFor(waiting.peek().accepted().photo().getSource());
            if (plans.isEmpty()) {
                return;
            }
            Waiting next = waiting.remove();
            pipeline.submit(next.accepted(), duty, plans.get(), admission, next.ticket());
        }
    }

    @Override
    public boolean wantsMore() {
        return waiting.isEmpty() && admission.isOpen();
    }

    @Override
    public boolean waitsForTurn() {
        return !waiting.isEmpty() && !hasTurn.getAsBoolean();
    }

    @Override
    public void clear() {
        waiting.clear();
    }

    private void unreadable(ConsumerRecord<byte[], byte[]> image, Ticket<Outcome> ticket, String why) {
        switch (duty) {
            case DECIDE, PREDICT -> ticket.complete(LogRecords.unreadable(image, why, telemetry));
            case SHADOW ->
                // Whoever decides keeps it.
                ticket.complete(new Outcome.Answered(List.of(), System.nanoTime(), null, () -> {}));
        }
    }
}
