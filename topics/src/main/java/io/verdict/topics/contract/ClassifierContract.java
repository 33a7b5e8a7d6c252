package io.verdict.topics.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a classifier's ONNX file says of itself in its metadata: what goes in, how it becomes features, and what the
 * outputs are called. Its input is {@value #FEATURES}, float (N, F); its outputs {@value #LABEL}, int64 (N), and
 * {@value #PROBABILITIES}, float (N, C). Immutable and thread-safe.
 *
 * @param classes names in the order of the outputs, two at least
 * @param sha256 SHA-256 of the contract's text in UTF-8, 64 lower-case hex digits
 */
public record ClassifierContract(FeatureEncoder encoder, List<String> classes, String sha256) {

    /** Name of the input. */
    public static final String FEATURES = "features";

    /** Name of the output with the index of the class. */
    public static final String LABEL = "label";

    /** Name of the output with the probabilities. */
    public static final String PROBABILITIES = "probabilities";

    /** Metadata: {@value #TABULAR} or {@value #TEXT}. */
    public static final String KIND = "verdict.kind";

    /** Metadata: names of the classes in the order of the outputs, a JSON array. */
    public static final String CLASSES = "verdict.classes";

    /** Metadata: how an input becomes features, JSON. */
    public static final String CONTRACT = "verdict.contract";

    /** A row goes in. */
    public static final String TABULAR = "tabular";

    /** A text goes in. */
    public static final String TEXT = "text";

    private static final ObjectMapper JSON = new ObjectMapper();

    public ClassifierContract {
        classes = List.copyOf(classes);
        if (classes.size() < 2 || new HashSet<>(classes).size() != classes.size()) {
            throw new IllegalArgumentException("a classifier has two classes at least, and none twice: " + classes);
        }
    }

    /**
     * Reads a file's metadata.
     *
     * @throws IllegalArgumentException when there is no such contract, or none that is known here
     */
    public static ClassifierContract of(Map<String, String> metadata) {
        String text = required(metadata, CONTRACT);
        String kind = required(metadata, KIND);
        FeatureEncoder encoder =
                switch (kind) {
                    case TABULAR -> RowEncoder.of(text);
                    case TEXT -> TextEncoder.of(text);
                    default ->
                        throw new IllegalArgumentException(
                                "%s is '%s'; known are %s and %s".formatted(KIND, kind, TABULAR, TEXT));
                };
        return new ClassifierContract(encoder, names(required(metadata, CLASSES)), digest(text));
    }

    /** {@value #TABULAR} or {@value #TEXT}. */
    public String kind() {
        // An exhaustive switch over types needs a newer Java than 17.
        return encoder instanceof RowEncoder ? TABULAR : TEXT;
    }

    private static String required(Map<String, String> metadata, String key) {
        String value = metadata.get(key);
        if (value == null) {
            throw new IllegalArgumentException(
                    "its metadata have no %s; train it with `train tabular` or `train text`, or write it as they do"
                            .formatted(key));
        }
        return value;
    }

    private static List<String> names(String json) {
        try {
            List<String> names = JSON.readValue(json, new TypeReference<List<String>>() {});
            if (names == null || names.stream().anyMatch(Objects::isNull)) {
                throw new IllegalArgumentException("%s is no list of names: %s".formatted(CLASSES, json));
            }
            return names;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "%s is no list of names: %s".formatted(CLASSES, e.getOriginalMessage()), e);
        }
    }

    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
