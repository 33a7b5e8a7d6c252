package io.verdict.inference.session;

import io.verdict.inference.classifier.Classification;
import io.verdict.inference.detector.Detection;
import java.util.List;

/** What a served graph says of one input. */
public sealed interface Answer {

    /** Of a photo: strongest first, in image pixels. */
    record Detected(List<Detection> detections) implements Answer {
        public Detected {
            detections = List.copyOf(detections);
        }
    }

    /** Of a row or a text. */
    record Classified(Classification classification) implements Answer {}
}
