package io.verdict.launcher.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.verdict.connectors.classifier.ClassScores;
import io.verdict.connectors.classifier.TrainedClassifier;
import io.verdict.launcher.Verdict;
import java.util.Map;
import java.util.TreeMap;

/**
 * What it takes to train the same again, and what the trainer claims; {@code training.json}. No clock: the same training
 * writes the same report.
 *
 * @param sha256 of the artifact
 * @param bytes its size
 * @param recipe settings, hashes of schema and gold table, version of Tribuo
 * @param threads that trained it; another number gives the same artifact
 * @param code version of the platform and of Java
 * @param claims by split that has rows; the platform's own evaluation is on the test rows, which no trainer sees
 */
record ClassifierReport(
        String sha256,
        int bytes,
        Map<String, String> recipe,
        int threads,
        Map<String, String> code,
        Map<String, ClassScores> claims) {

    static ClassifierReport of(TrainedClassifier trained, int threads) {
        Map<String, String> code = new TreeMap<>();
        code.put("verdict", Verdict.version());
        code.put("java", System.getProperty("java.version"));
        return new ClassifierReport(
                trained.sha256(),
                trained.onnx().length,
                new TreeMap<>(trained.recipe()),
                threads,
                code,
                claims(trained));
    }

    private static Map<String, ClassScores> claims(TrainedClassifier trained) {
        Map<String, ClassScores> claims = new TreeMap<>(Map.of("train", trained.train()));
        trained.validation().ifPresent(scores -> claims.put("validation", scores));
        return claims;
    }

    String json() {
        try {
            return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(this) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A report always has a JSON form", e);
        }
    }
}
