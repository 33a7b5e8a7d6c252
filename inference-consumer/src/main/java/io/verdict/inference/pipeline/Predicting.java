package io.verdict.inference.pipeline;

import io.verdict.events.FailureReason;
import io.verdict.events.PredictionCompleted;
import io.verdict.events.PredictionFailed;
import io.verdict.events.PredictionFailureReason;
import io.verdict.inference.decide.Encoded;
import io.verdict.inference.decide.Predictions;
import io.verdict.inference.decide.Requested;
import io.verdict.inference.progress.Outcome;
import io.verdict.inference.progress.Ticket;
import io.verdict.inference.serving.ArmInService;
import io.verdict.inference.serving.PlanInService;
import io.verdict.inference.session.Inference;
import io.verdict.inference.session.InferenceTask;
import io.verdict.inference.session.ServedModel;
import io.verdict.inference.status.Telemetry;
import io.verdict.inference.status.Telemetry.Event;
import io.verdict.topics.Topics;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes requests through encoding and inference to their events. Each is answered exactly once: with a prediction, or with
 * a failure that says why there is none. What shadows say goes to a topic of their own. Safe for use by many threads.
 */
public final class Predicting {
    private static final Logger LOG = LoggerFactory.getLogger(Predicting.class);

    /** A row may have thousands of wrong columns. */
    private static final int LONGEST_FINDING = 2_000;

    private final Predictions predictions;
    private final Publishing publishing;
    private final Telemetry telemetry;
    private final Executor encoding;

    /** @param encoding threads that compute */
    public Predicting(Predictions predictions, Publishing publishing, Telemetry telemetry, Executor encoding) {
        this.predictions = predictions;
        this.publishing = publishing;
        this.telemetry = telemetry;
        this.encoding = encoding;
    }

    /**
     * Lets a request in.
     *
     * @param plan of its model, retained, and released here; empty where none is in service
     */
    public void submit(
            Requested requested, Duty duty, Optional<PlanInService> plan, Admission admission, Ticket<Outcome> ticket) {
        PredictionJob job = new PredictionJob(requested, duty, plan, admission, ticket);
        if (!job.arms().isEmpty()) {
            encoding.execute(() -> job.arms().forEach(arm -> encode(job, arm)));
            return;
        }
        if (!job.isServed() && !duty.isOfShadows()) {
            guarded(job, () -> notInService(job));
        }
        job.complete();
    }

    private void notInService(PredictionJob job) {
        String model = job.requested().event().getModel();
        failed(
                job,
                predictions.failed(
                        job.requested(),
                        PredictionFailureReason.NOT_IN_SERVICE,
                        "No approved version of a tabular or text model '%s' is in service here. See `model list`, and have a"
                                        .formatted(model)
                                + " version approved and rolled out; where one is, see why it could not be loaded. Then ask"
                                + " again."));
    }

    private void encode(PredictionJob job, ArmInService arm) {
        ServedModel model = arm.model();
        Encoded encoded;
        try {
            if (job.isCancelled()) {
                model.withdraw();
                job.armDone();
                return;
            }
            encoded = Encoded.of(job.requested().event(), model.encoder().orElseThrow());
        } catch (IllegalArgumentException e) {
            model.withdraw();
            answering(job, () -> failed(job, arm, PredictionFailureReason.BAD_INPUT, badInput(job, arm, e)));
            return;
        } catch (RuntimeException | Error e) {
            model.withdraw();
            answering(job, () -> unexpected(job, arm, e));
            return;
        }
        model.submit(new InferenceTask(
                encoded.input(),
                System.nanoTime(),
                job::isCancelled,
                inference -> answering(job, () -> answer(job, arm, encoded, inference))));
    }

    private static String badInput(PredictionJob job, ArmInService arm, IllegalArgumentException e) {
        return "%s %s does not take this input: %s – correct it and ask again."
                .formatted(job.plan().model(), arm.identity().getVersion(), shortened(e.getMessage()));
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_FINDING ? text : text.substring(0, LONGEST_FINDING) + " …";
    }

    /** On the model's thread. An answer that nobody waits for any more is none. */
    private void answer(PredictionJob job, ArmInService arm, Encoded encoded, Inference inference) {
        if (inference instanceof Inference.Inferred inferred) {
            answeredOrFailed(job, arm, encoded, inferred);
        } else if (inference instanceof Inference.Failed failure) {
            failed(job, arm, reason(failure.reason()), failure.text());
        }
    }

    private void answeredOrFailed(PredictionJob job, ArmInService arm, Encoded encoded, Inference.Inferred inferred) {
        boolean shadow = job.duty().isOfShadows();
        ProducerRecord<byte[], byte[]> output;
        try {
            PredictionCompleted prediction = predictions.completed(job.requested(), job.plan(), arm, encoded, inferred);
            output = publishing.record(
                    shadow ? Topics.SHADOW_PREDICTIONS : Topics.PREDICTIONS,
                    prediction.getEntity(),
                    prediction,
                    job.requested().trace());
        } catch (OutOfMemoryError e) {
            throw e;
        } catch (RuntimeException | Error e) {
            if (PlatformFault.isOne(e)) {
                throw e;
            }
            LOG.error(
                    "The answer to request {} cannot be written",
                    job.requested().event().getRequestId(),
                    e);
            failed(
                    job,
                    arm,
                    PredictionFailureReason.UNKNOWN,
                    "The answer cannot be written: %s. Report it with the log.".formatted(e));
            return;
        }
        job.output(output, () -> telemetry.count(shadow ? Event.SHADOW_PREDICTION : Event.PREDICTION));
    }

    private void failed(PredictionJob job, ArmInService arm, PredictionFailureReason reason, String text) {
        failed(job, predictions.failed(job.requested(), job.plan(), arm, reason, text));
    }

    private void failed(PredictionJob job, PredictionFailed failure) {
        job.output(
                publishing.record(
                        Topics.PREDICTION_FAILURES,
                        failure.getEntity(),
                        failure,
                        job.requested().trace()),
                () -> telemetry.count(Event.PREDICTION_FAILURE));
    }

    private void unexpected(PredictionJob job, ArmInService arm, Throwable e) {
        if (PlatformFault.isOne(e)) {
            job.breakOff(e);
            return;
        }
        LOG.error("Unexpected failure on request {}", job.requested().event().getRequestId(), e);
        boolean memory = e instanceof OutOfMemoryError;
        failed(
                job,
                arm,
                memory ? PredictionFailureReason.OUT_OF_MEMORY : PredictionFailureReason.UNKNOWN,
                memory
                        ? "Encoding ran out of memory. Give the process more."
                        : "Encoding failed unexpectedly: %s. Report it with the log.".formatted(e));
    }

    /** One version's answer, whatever becomes of it. */
    private static void answering(PredictionJob job, Runnable answer) {
        try {
            guarded(job, answer);
        } finally {
            job.armDone();
        }
    }

    /** An answer that cannot be written is the registry's or the installation's doing; the request is processed again. */
    private static void guarded(PredictionJob job, Runnable answer) {
        try {
            answer.run();
        } catch (RuntimeException | Error e) {
            job.breakOff(e);
            LOG.error(
                    "Request {} cannot be answered now", job.requested().event().getRequestId(), e);
        }
    }

    private static PredictionFailureReason reason(FailureReason reason) {
        return switch (reason) {
            case OUT_OF_MEMORY -> PredictionFailureReason.OUT_OF_MEMORY;
            case MODEL_ERROR -> PredictionFailureReason.MODEL_ERROR;
            case CIRCUIT_OPEN -> PredictionFailureReason.CIRCUIT_OPEN;
            case UNKNOWN,
                    OBJECT_MISSING,
                    STORE_UNAVAILABLE,
                    HASH_MISMATCH,
                    EMPTY_IMAGE,
                    UNSUPPORTED_FORMAT,
                    CORRUPT_IMAGE,
                    TOO_MANY_PIXELS -> PredictionFailureReason.UNKNOWN;
        };
    }
}
