package io.verdict.inference.session;

import io.verdict.inference.detector.Detection;
import io.verdict.inference.detector.DetectorException;
import io.verdict.inference.detector.DetectorSession;
import io.verdict.inference.detector.RawOutput;
import io.verdict.inference.image.Letterbox;
import java.util.List;

/** What a model's output says about a picture, where it says anything: numbers that are none are no empty answer. */
final class Answer {
    private Answer() {}

    /** @throws DetectorException if a value is not finite or a score lies above 1 */
    static List<Detection> of(DetectorSession session, RawOutput output, Letterbox letterbox) {
        for (float value : output.values()) {
            if (!Float.isFinite(value)) {
                throw new DetectorException("%s puts out %s; its weights or its input scaling are wrong"
                        .formatted(session.spec().name(), value));
            }
        }
        List<Detection> detections = session.detections(output, letterbox);
        for (Detection detection : detections) {
            if (detection.score() > 1) {
                throw new DetectorException(
                        "%s gives the score %s; scores must lie in 0–1, so put the sigmoid into the graph or correct the"
                                        .formatted(session.spec().name(), detection.score())
                                + " declared output layout");
            }
        }
        return detections;
    }
}
