package io.verdict.inference.decide;

import io.verdict.avro.EventIds;
import io.verdict.events.Arm;
import io.verdict.events.ClassProbability;
import io.verdict.events.Meta;
import io.verdict.events.PredictionCompleted;
import io.verdict.events.PredictionFailed;
import io.verdict.events.PredictionFailureReason;
import io.verdict.events.PredictionRequested;
import io.verdict.events.PredictionTimings;
import io.verdict.inference.classifier.Classification;
import io.verdict.inference.serving.ArmInService;
import io.verdict.inference.serving.PlanInService;
import io.verdict.inference.session.Inference;
import io.verdict.topics.contract.ClassifierContract;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Writes the events about a request, with everything that is needed to judge and to repeat them. Safe for many threads. */
public final class Predictions {
    private final Clock clock;
    private final CostRate rate;
    private final Devices devices;

    public Predictions(Clock clock, CostRate rate, Devices devices) {
        this.clock = clock;
        this.rate = rate;
        this.devices = devices;
    }

    /** @param encodeMicros from row or text to the input tensor */
    public PredictionCompleted completed(
            Requested requested, PlanInService plan, ArmInService arm, Encoded encoded, Inference.Inferred inferred) {
        PredictionRequested request = requested.event();
        Classification answer = inferred.classification();
        // Requests of a batch share its time.
        long computing = encoded.micros() + inferred.inferenceMicros() / inferred.batchSize();
        return new PredictionCompleted(
                meta(requested, Decisions.name("prediction", plan.model(), arm)),
                request.getRequestId(),
                request.getEntity(),
                arm.identity(),
                arm.arm(),
                plan.rolloutId(),
                arm.approval(),
                answer.label(),
                probabilities(encoded.contract(), answer),
                encoded.contract().sha256(),
                encoded.inputSha256(),
                inferred.outputSha256(),
                devices.runtime(inferred.report()),
                inferred.batchSize(),
                inferred.batchPosition(),
                new PredictionTimings(
                        encoded.micros(),
                        inferred.queueMicros(),
                        inferred.inferenceMicros(),
                        inferred.postprocessMicros(),
                        inferred.coldStartMicros()),
                rate.of(computing),
                encoded.leftOut());
    }

    /** A failure before it came to a version. */
    public PredictionFailed failed(Requested requested, PredictionFailureReason reason, String text) {
        PredictionRequested request = requested.event();
        return new PredictionFailed(
                meta(requested, "prediction-failure/" + request.getModel()),
                request.getRequestId(),
                request.getEntity(),
                request.getModel(),
                null,
                Arm.UNKNOWN,
                null,
                reason,
                text);
    }

    /** A failure of one version. */
    public PredictionFailed failed(
            Requested requested, PlanInService plan, ArmInService arm, PredictionFailureReason reason, String text) {
        PredictionRequested request = requested.event();
        return new PredictionFailed(
                meta(requested, Decisions.name("prediction-failure", plan.model(), arm)),
                request.getRequestId(),
                request.getEntity(),
                request.getModel(),
                arm.identity().getVersion(),
                arm.arm(),
                plan.rolloutId(),
                reason,
                text);
    }

    /** The id follows from the cause alone, so a request that is answered again gives an event that readers recognise. */
    private Meta meta(Requested requested, String name) {
        Meta cause = requested.event().getMeta();
        var position = requested.position();
        String eventId = EventIds.derived(
                cause.getTime(), position.getTopic(), position.getPartition(), position.getOffset(), name);
        return new Meta(
                eventId,
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                Decisions.ACTOR,
                cause.getCorrelationId(),
                position);
    }

    private static List<ClassProbability> probabilities(ClassifierContract contract, Classification answer) {
        List<ClassProbability> probabilities = new ArrayList<>();
        for (int i = 0; i < contract.classes().size(); i++) {
            probabilities.add(new ClassProbability(
                    contract.classes().get(i), answer.probabilities().get(i)));
        }
        return probabilities;
    }
}
