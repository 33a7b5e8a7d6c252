package io.verdict.inference.evaluation;

import io.verdict.inference.detector.Detection;
import java.util.List;
import java.util.Map;

/**
 * What was found in an image beside what is there.
 *
 * @param attributes facts to slice by, such as a brightness band or a region
 */
public record EvaluatedImage(
        String id, List<Detection> detections, List<GroundTruth> truths, Map<String, String> attributes) {

    public EvaluatedImage {
        detections = List.copyOf(detections);
        truths = List.copyOf(truths);
        attributes = Map.copyOf(attributes);
    }
}
