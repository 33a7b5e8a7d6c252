package io.verdict.inference.decide;

import io.verdict.events.PredictionRequested;
import io.verdict.events.RowInput;
import io.verdict.events.TextInput;
import io.verdict.inference.detector.RawOutput;
import io.verdict.topics.contract.ClassifierContract;
import io.verdict.topics.contract.Column;
import io.verdict.topics.contract.FeatureEncoder;
import io.verdict.topics.contract.RowEncoder;
import io.verdict.topics.contract.TextEncoder;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A request's input as its model takes it, and what that took.
 *
 * @param contract by which it was made
 * @param features the input tensor's row; not to be changed
 * @param inputSha256 SHA-256 of these floats, little-endian
 * @param micros encoding and hashing
 */
public record Encoded(ClassifierContract contract, float[] features, String inputSha256, long micros) {

    /**
     * Encodes by the model's contract.
     *
     * @throws IllegalArgumentException naming everything in the input that the contract does not take
     */
    public static Encoded of(PredictionRequested request, ClassifierContract contract) {
        return of(request.getInput(), contract);
    }

    /**
     * The same for an input that no request is about.
     *
     * @param input a {@link RowInput} or a {@link TextInput}
     * @throws IllegalArgumentException as the other
     */
    public static Encoded of(Object input, ClassifierContract contract) {
        long started = System.nanoTime();
        float[] features = features(input, contract.encoder());
        String hash = new RawOutput(features, 1, features.length).sha256();
        return new Encoded(contract, features, hash, TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - started));
    }

    private static float[] features(Object input, FeatureEncoder encoder) {
        if (encoder instanceof RowEncoder rows) {
            if (input instanceof RowInput row) {
                return rows.encodeOnly(raw(row));
            }
            throw new IllegalArgumentException("the model takes a row, not a text");
        }
        TextEncoder texts = (TextEncoder) encoder;
        if (!(input instanceof TextInput text)) {
            throw new IllegalArgumentException("the model takes a text, not a row");
        }
        if (text.getText().isBlank()) {
            throw new IllegalArgumentException("the text is empty");
        }
        if (text.getText().length() > Column.LONGEST_TEXT) {
            throw new IllegalArgumentException("the text is longer than %d characters".formatted(Column.LONGEST_TEXT));
        }
        return texts.encode(text.getText());
    }

    /** Values as a file would hold them, which is what training reads, too. */
    private static Map<String, String> raw(RowInput row) {
        Map<String, String> raw = new HashMap<>();
        row.getValues().forEach((column, value) -> raw.put(column, value == null ? null : value.toString()));
        return raw;
    }
}
