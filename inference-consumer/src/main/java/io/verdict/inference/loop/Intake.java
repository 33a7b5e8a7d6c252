package io.verdict.inference.loop;

import io.verdict.avro.Envelope;
import io.verdict.avro.RegistryRefusedException;
import io.verdict.avro.RegistryUnavailableException;
import io.verdict.events.ImageAccepted;
import io.verdict.inference.decide.Accepted;
import io.verdict.inference.pipeline.Admission;
import io.verdict.inference.pipeline.Duty;
import io.verdict.inference.pipeline.Pipeline;
import io.verdict.inference.pipeline.Publishing;
import io.verdict.inference.progress.Outcome;
import io.verdict.inference.progress.Ticket;
import io.verdict.inference.serving.PlanInService;
import io.verdict.inference.serving.Serving;
import io.verdict.inference.status.Telemetry;
import io.verdict.inference.status.Telemetry.Event;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets records into the pipeline in the order in which they came, when there is room, a plan for each of its
 * models, and the duty's turn. What does not get in yet waits here, and the loop reads no further meanwhile. For the loop's thread only.
 */
public final class Intake {
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
    private static final List<String> TRACE_HEADERS = List.of("traceparent", "tracestate");
    /** What W3C Trace Context asks everybody to pass on, in characters; longer ones are left out. */
    private static final int LONGEST_TRACE = 512;

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
    public Intake(
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

    Duty duty() {
        return duty;
    }

    Admission admission() {
        return admission;
    }

    /** Takes a record from the log. */
    void take(ConsumerRecord<byte[], byte[]> image, Ticket<Outcome> ticket) {
        try {
            ImageAccepted event = images.deserialize(image.topic(), image.value());
            if (event == null) {
                unreadable(image, ticket, "The record has no value");
            } else {
                var position = Envelope.position(image.topic(), image.partition(), image.offset(), event.getMeta());
                waiting.add(new Waiting(new Accepted(event, position, trace(image)), ticket));
            }
        } catch (RegistryUnavailableException | RegistryRefusedException e) {
            // No fault of the record.
            throw e;
        } catch (RuntimeException e) {
            unreadable(image, ticket, String.valueOf(e.getMessage()));
        }
    }

    /** Lets in what may enter now. */
    void admit() {
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

    /** Whether more records may be read. */
    boolean wantsMore() {
        return waiting.isEmpty() && admission.isOpen();
    }

    /** Whether records wait only for their turn, which nobody announces. */
    boolean waitsForTurn() {
        return !waiting.isEmpty() && !hasTurn.getAsBoolean();
    }

    /** Whether photos queue, so that outcomes come thick and fast. */
    boolean isBusy() {
        return admission.photos() > admission.capacity() / 2;
    }

    /** Drops what has not got in; it is read again. */
    void clear() {
        waiting.clear();
    }

    private void unreadable(ConsumerRecord<byte[], byte[]> image, Ticket<Outcome> ticket, String why) {
        switch (duty) {
            case DECIDE -> {
                LOG.error(
                        "The record at {}-{}, offset {} goes to the dead letters: {}",
                        image.topic(),
                        image.partition(),
                        image.offset(),
                        why);
                ticket.complete(new Outcome.Answered(
                        List.of(Publishing.deadLetter(image, why)),
                        System.nanoTime(),
                        null,
                        () -> telemetry.count(Event.DEAD_LETTER)));
            }
            case SHADOW ->
                // Whoever decides keeps it.
                ticket.complete(new Outcome.Answered(List.of(), System.nanoTime(), null, () -> {}));
        }
    }

    private static List<Header> trace(ConsumerRecord<byte[], byte[]> image) {
        List<Header> headers = new ArrayList<>(TRACE_HEADERS.size());
        for (String name : TRACE_HEADERS) {
            Header header = image.headers().lastHeader(name);
            if (header != null && header.value() != null && header.value().length <= LONGEST_TRACE) {
                headers.add(header);
            }
        }
        return List.copyOf(headers);
    }
}
