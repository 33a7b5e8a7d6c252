package io.verdict.inference.pipeline;

import io.verdict.events.DetectionFailed;
import io.verdict.events.FailureReason;
import io.verdict.inference.decide.Decisions;
import io.verdict.inference.decide.Preprocessed;
import io.verdict.inference.pipeline.ImageJob.Assignment;
import io.verdict.inference.session.Inference;
import io.verdict.inference.status.Stage;
import io.verdict.inference.status.Telemetry;
import io.verdict.inference.status.Telemetry.Event;
import io.verdict.topics.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what becomes of photos: what was measured, decided, and what failed. Safe for use by many threads. */
final class PhotoAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(PhotoAnswers.class);

    private final Decisions decisions;
    private final Publishing publishing;
    private final Telemetry telemetry;

    PhotoAnswers(Decisions decisions, Publishing publishing, Telemetry telemetry) {
        this.decisions = decisions;
        this.publishing = publishing;
        this.telemetry = telemetry;
    }

    /** What was measured on the photo. */
    void features(ImageJob job, Preprocessed preprocessed) {
        var features = decisions.features(job.accepted(), preprocessed);
        job.output(
                publishing.record(
                        Topics.IMAGE_FEATURES,
                        features.getListingId(),
                        features,
                        job.accepted().trace()),
                () -> telemetry.count(Event.FEATURES));
    }

    /** What a version says, or why that cannot be written. */
    void decided(ImageJob job, Assignment assignment, Preprocessed preprocessed, Inference.Inferred inferred) {
        try {
            decision(job, assignment, preprocessed, inferred);
        } catch (OutOfMemoryError e) {
            throw e;
        } catch (EventTooLargeException e) {
            failed(
                    job,
                    assignment,
                    FailureReason.MODEL_ERROR,
                    "The decision does not fit into one record: %s. Detections: %d. Lower the plan's maxDetections."
                            .formatted(e.getMessage(), inferred.detections().size()));
        } catch (RuntimeException | Error e) {
            if (PlatformFault.isOne(e)) {
                throw e;
            }
            LOG.error(
                    "A decision on photo {} cannot be written",
                    job.accepted().photo().getImageId(),
                    e);
            failed(
                    job,
                    assignment,
                    FailureReason.UNKNOWN,
                    "The decision cannot be written: %s. Report it with the log.".formatted(e));
        }
    }

    /** A version does not say anything. */
    void failed(ImageJob job, Assignment assignment, FailureReason reason, String text) {
        failed(job, decisions.failed(job.accepted(), assignment.plan(), assignment.arm(), reason, text));
    }

    private void decision(ImageJob job, Assignment assignment, Preprocessed preprocessed, Inference.Inferred inferred) {
        telemetry.record(Stage.QUEUE, inferred.queueMicros());
        telemetry.record(Stage.INFERENCE, inferred.inferenceMicros());
        telemetry.record(Stage.POSTPROCESS, inferred.postprocessMicros());
        var decision = decisions.completed(job.accepted(), assignment.plan(), assignment.arm(), preprocessed, inferred);
        boolean shadow = job.duty().isOfShadows();
        job.output(
                publishing.record(
                        shadow ? Topics.SHADOW_DETECTIONS : Topics.DETECTIONS,
                        decision.getListingId(),
                        decision,
                        job.accepted().trace()),
                () -> telemetry.count(shadow ? Event.SHADOW_DECISION : Event.DECISION));
    }

    /** The photo comes to no model: one failure for whoever decides; one per version for shadows, who have no say. */
    void refused(ImageJob job, FailureReason reason, String text) {
        switch (job.duty()) {
            case DECIDE -> failed(job, decisions.failed(job.accepted(), reason, text));
            case SHADOW, PREDICT, PREDICT_SHADOW ->
                job.assignments().forEach(assignment -> failed(job, assignment, reason, text));
        }
    }

    private void failed(ImageJob job, DetectionFailed failure) {
        job.output(
                publishing.record(
                        Topics.DETECTION_FAILURES,
                        failure.getListingId(),
                        failure,
                        job.accepted().trace()),
                () -> telemetry.countFailure(failure.getReason()));
    }
}
