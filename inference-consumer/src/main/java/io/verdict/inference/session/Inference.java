package io.verdict.inference.session;

import io.verdict.events.FailureReason;
import io.verdict.inference.classifier.Classification;
import io.verdict.inference.detector.Detection;
import io.verdict.inference.detector.RuntimeReport;
import java.util.List;

/** How the inference on one input ended. */
public sealed interface Inference {

    /**
     * The model has answered.
     *
     * @param answer what it says
     * @param outputSha256 SHA-256 of the raw output for this input
     * @param report what executed it
     * @param batchPosition from 0
     * @param queueMicros from arrival at the batcher to the batch's start
     * @param inferenceMicros executing the whole batch
     * @param postprocessMicros this input's own
     * @param coldStartMicros what loading the model for it took; 0 where it was in memory
     */
    record Inferred(
            Answer answer,
            String outputSha256,
            RuntimeReport report,
            int batchSize,
            int batchPosition,
            long queueMicros,
            long inferenceMicros,
            long postprocessMicros,
            long coldStartMicros)
            implements Inference {

        /** What it says of a photo. */
        public List<Detection> detections() {
            return ((Answer.Detected) answer).detections();
        }

        /** What it says of a row or a text. */
        public Classification classification() {
            return ((Answer.Classified) answer).classification();
        }

        Inferred withColdStart(long micros) {
            return new Inferred(
                    answer,
                    outputSha256,
                    report,
                    batchSize,
                    batchPosition,
                    queueMicros,
                    inferenceMicros,
                    postprocessMicros,
                    micros);
        }
    }

    /** The model could not answer. */
    record Failed(FailureReason reason, String text) implements Inference {}

    /** Nobody waits for the answer any more. */
    record Skipped() implements Inference {}
}
