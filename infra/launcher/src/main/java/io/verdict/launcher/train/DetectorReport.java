package io.verdict.launcher.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.verdict.inference.detector.DetectorSpec;
import java.util.List;
import java.util.Map;

/**
 * Everything measured about a trained detector; {@code metrics.json}.
 *
 * @param parameters numbers that training set
 * @param data the three sets by count, first seed and hash
 * @param training settings that decide the result, and its course
 * @param machine kind of machine that trained it; the processor type may change the last bits
 * @param test results on photos used for nothing else
 * @param sizes the same by size of the object
 * @param slices the same by an attribute of the photo, then by its value
 */
record DetectorReport(
        DetectorSpec model,
        long parameters,
        Map<String, DataSet> data,
        Training training,
        Machine machine,
        Scores validation,
        Scores test,
        Map<String, Scores> sizes,
        Map<String, Map<String, Scores>> slices) {

    record DataSet(int photos, int objects, long firstSeed, String sha256) {}

    record Training(
            int epochs,
            int closeUps,
            int batch,
            float peakRate,
            float decay,
            long seed,
            int shards,
            double minutes,
            List<TrainingHistory.Line> course) {}

    record Machine(String os, String arch, int processors, String processor, String java) {}

    String json() {
        try {
            return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(this) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A report always has a JSON form", e);
        }
    }
}
