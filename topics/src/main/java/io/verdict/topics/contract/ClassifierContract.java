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
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a classifier's ONNX file says of itself in its metadata: what goes in, how it becomes features or tokens,
 * and what the outputs are called. A graph of features takes {@value #FEATURES}, float (N, F), and puts out
 * {@value #LABEL}, int64 (N), and {@value #PROBABILITIES}, float (N, C). A graph of tokens takes {@value #INPUT_IDS} and
 * {@value #ATTENTION_MASK}, and it may take {@value #TOKEN_TYPE_IDS}, each int64 (N, L), and puts out {@value #LOGITS},
 * float (N, C). Immutable and thread-safe.
 *
 * @param input how a row or a text becomes the graph's input
 * @param classes names in the order of the outputs, two at least
 * @param sha256 SHA-256 of the contract's text in UTF-8, 64 lower-case hex digits
 */
public record ClassifierContract(InputContract input, List<String> classes, String sha256) {

    /** Name of the input. */
    public static final String FEATURES = "features";

    /** Name of the output with the index of the class. */
    public static final String LABEL = "label";

    /** Name of the output with the probabilities. */
    public static final String PROBABILITIES = "probabilities";

    /** Name of the input with the tokens' ids. */
    public static final String INPUT_IDS = "input_ids";

    /** Name of the input that has 1 for a token and 0 for padding. */
    public static final String ATTENTION_MASK = "attention_mask";

    /** Name of the input with the tokens' types, which not every graph has. */
    public static final String TOKEN_TYPE_IDS = "token_type_ids";

    /** Name of the output whose softmax the probabilities are. */
    public static final String LOGITS = "logits";

    /** Metadata: {@value #TABULAR} or {@value #TEXT}. */
    public static final String KIND = "verdict.kind";

    /** Metadata: names of the classes in the order of the outputs, a JSON array. */
    public static final String CLASSES = "verdict.classes";

    /** Metadata: how an input becomes features or tokens, JSON. */
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
        InputContract input =
                switch (kind) {
                    case TABULAR -> RowEncoder.of(text);
                    case TEXT -> TokenContract.describes(text) ? TokenContract.of(text) : TextEncoder.of(text);
                    default ->
                        throw new IllegalArgumentException(
                                "%s is '%s'; known are %s and %s".formatted(KIND, kind, TABULAR, TEXT));
                };
        return new ClassifierContract(input, names(required(metadata, CLASSES)), digest(text));
    }

    /** What {@link #of} reads, in ASCII. */
    public static SortedMap<String, String> metadata(InputContract input, List<String> classes) {
        SortedMap<String, String> metadata = new TreeMap<>();
        metadata.put(KIND, input instanceof RowEncoder ? TABULAR : TEXT);
        metadata.put(CONTRACT, input.contract());
        metadata.put(CLASSES, AsciiJson.text(classes));
        return metadata;
    }

    /** {@value #TABULAR} or {@value #TEXT}. */
    public String kind() {
        // An exhaustive switch over types needs a newer Java than 17.
        return input instanceof RowEncoder ? TABULAR : TEXT;
    }

    private static String required(Map<String, String> metadata, String key) {
        String value = metadata.get(key);
        if (value == null) {
            throw new IllegalArgumentException(
                    "its metadata have no %s; train it with `train tabular` or `train text`, or register a transformer's whole export directory"
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
