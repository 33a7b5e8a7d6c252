package io.verdict.connectors.classifier;

import io.verdict.connectors.store.Digests;
import java.util.Map;
import java.util.Optional;

/**
 * What a training gives: the artifact, what its trainer says of it, and what it takes to train the same again.
 *
 * @param onnx the whole file; see the package for its inputs and outputs
 * @param validation claims on the validation rows; empty where there are none
 * @param train claims on the rows that it learnt from
 * @param recipe every setting that decides the bytes, with hashes of schema and data
 */
public record TrainedClassifier(
        byte[] onnx, ClassScores train, Optional<ClassScores> validation, Map<String, String> recipe) {
    public TrainedClassifier {
        recipe = Map.copyOf(recipe);
    }

    /** Names the artifact. */
    public String sha256() {
        return Digests.of(onnx).sha256();
    }
}
