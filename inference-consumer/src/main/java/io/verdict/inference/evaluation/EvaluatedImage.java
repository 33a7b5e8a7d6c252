package io.verdict.inference.evaluation;

import io.verdict.inference.detector.Detection;
import io.verdict.inference.evaluation.measure.Example;
import java.util.List;
import java.util.Map;

/** What was found in an image beside what is there. */
public record EvaluatedImage(Example example, List<Detection> detections, List<GroundTruth> truths) {

    public EvaluatedImage {
        detections = List.copyOf(detections);
        truths = List.copyOf(truths);
    }

    /** An image of a set that was taken whole, in which each image has a group of its own. */
    public EvaluatedImage(
            String id, List<Detection> detections, List<GroundTruth> truths, Map<String, String> attributes) {
        this(Example.of(id, attributes), detections, truths);
    }

    public String id() {
        return example.id();
    }

    public Map<String, String> attributes() {
        return example.attributes();
    }

    /** The same with only the detections from a score on. */
    EvaluatedImage from(double score) {
        return new EvaluatedImage(
                example,
                detections.stream()
                        .filter(detection -> detection.score() >= score)
                        .toList(),
                truths);
    }
}
