package io.verdict.inference.decide;

import io.verdict.events.PredictionRequested;
import io.verdict.events.RowInput;
import io.verdict.events.TextInput;
import io.verdict.inference.classifier.InputEncoder;
import io.verdict.inference.detector.RawOutput;
import io.verdict.inference.session.GraphInput;
import io.verdict.inference.tokens.TokenRow;
import io.verdict.topics.contract.ClassifierContract;
import io.verdict.topics.contract.Column;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A request's input as its model takes it, and what that took.
 *
 * @param contract by which it was made
 * @param inputSha256 SHA-256 of its floats, or of its tokens' ids and types, little-endian
 * @param leftOut tokens that the model does not take any more
 * @param micros encoding and hashing
 */
public record Encoded(ClassifierContract contract, GraphInput input, String inputSha256, int leftOut, long micros) {

    /**
     * Encodes by the model's contract.
     *
     * @throws IllegalArgumentException naming everything in the input that the contract does not take
     */
    public static Encoded of(PredictionRequested request, InputEncoder encoder) {
        return of(request.getInput(), encoder);
    }

    /**
     * The same for an input that no request is about.
     *
     * @param input a {@link RowInput} or a {@link TextInput}
     * @throws IllegalArgumentException as the other
     */
    public static Encoded of(Object input, InputEncoder encoder) {
        long started = System.nanoTime();
        if (encoder instanceof InputEncoder.OfTokens transformer) {
            TokenRow row = transformer.tokens().encode(text(input));
            return new Encoded(
                    encoder.contract(), new GraphInput.Tokens(row), row.sha256(), row.leftOut(), since(started));
        }
        float[] features = encoder instanceof InputEncoder.OfRows rows
                ? rows.rows().encodeOnly(row(input))
                : ((InputEncoder.OfWords) encoder).words().encode(text(input));
        String hash = new RawOutput(features, 1, features.length).sha256();
        return new Encoded(encoder.contract(), new GraphInput.Features(features), hash, 0, since(started));
    }

    private static String text(Object input) {
        if (!(input instanceof TextInput text)) {
            throw new IllegalArgumentException("the model takes a text, not a row");
        }
        if (text.getText().isBlank()) {
            throw new IllegalArgumentException("the text is empty");
        }
        if (text.getText().length() > Column.LONGEST_TEXT) {
            throw new IllegalArgumentException("the text is longer than %d characters".formatted(Column.LONGEST_TEXT));
        }
        return text.getText();
    }

    /** Values as a file would hold them, which is what training reads, too. */
    private static Map<String, String> row(Object input) {
        if (!(input instanceof RowInput row)) {
            throw new IllegalArgumentException("the model takes a row, not a text");
        }
        Map<String, String> raw = new HashMap<>();
        row.getValues().forEach((column, value) -> raw.put(column, value == null ? null : value.toString()));
        return raw;
    }

    private static long since(long started) {
        return TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - started);
    }
}
