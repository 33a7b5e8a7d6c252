package io.verdict.inference.session;

import io.verdict.events.FailureReason;
import io.verdict.inference.detector.Detection;
import io.verdict.inference.detector.RuntimeReport;
import java.util.List;

/** How the inference on one photo ended. */
public sealed interface Inference {

    /**
     * The model has answered.
     *
     * @param detections strongest first, in image pixels
     * @param outputSha256 SHA-256 of the raw output for this photo
     * @param report what executed it
     * @param batchPosition from 0
     * @param queueMicros from arrival at the batcher to the batch's start
     * @param inferenceMicros executing the whole batch
     * @param postprocessMicros this photo's own
     */
    record Inferred(
            List<Detection> detections,
            String outputSha256,
            RuntimeReport report,
            int batchSize,
            int batchPosition,
            long queueMicros,
            long inferenceMicros,
            long postprocessMicros)
            implements Inference {}

    /** The model could not answer. */
    record Failed(FailureReason reason, String text) implements Inference {}

    /** Nobody waits for the answer any more. */
    record Skipped() implements Inference {}
}
