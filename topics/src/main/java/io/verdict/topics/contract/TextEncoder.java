package io.verdict.topics.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts the known tokens of a text: the floats of a model's input. The contract that a model carries in its metadata is
 * enough to make one. Immutable and thread-safe.
 */
public final class TextEncoder implements FeatureEncoder {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final boolean pairs;
    private final List<String> tokens;
    private final Tokeniser tokeniser;
    private final Map<String, Integer> places;

    /**
     * An encoder that counts these tokens, in this order.
     *
     * @throws IllegalArgumentException when one is there twice, as its counts would lie in another's place
     */
    public TextEncoder(boolean pairs, List<String> tokens) {
        this.pairs = pairs;
        this.tokens = List.copyOf(tokens);
        this.tokeniser = new Tokeniser(pairs);
        this.places = new HashMap<>();
        for (String token : tokens) {
            if (places.put(token, places.size()) != null) {
                throw new IllegalArgumentException("the token '%s' is there twice".formatted(token));
            }
        }
    }

    /** The tokens in the order of the input. */
    public List<String> tokens() {
        return tokens;
    }

    /** Counts by token; all zero for a text without a known one. */
    public float[] encode(String text) {
        float[] counts = new float[tokens.size()];
        for (String token : tokeniser.tokens(text)) {
            Integer place = places.get(token);
            if (place != null) {
                counts[place]++;
            }
        }
        return counts;
    }

    @Override
    public int size() {
        return tokens.size();
    }

    /** The contract as JSON: how texts are cut, and the tokens in order. */
    @Override
    public String contract() {
        ObjectNode root = JSON.createObjectNode();
        root.put("version", 1);
        root.put("tokeniser", Tokeniser.VERSION);
        root.put("pairs", pairs);
        ArrayNode list = root.putArray("tokens");
        tokens.forEach(list::add);
        return AsciiJson.text(root);
    }

    /**
     * Reads a contract.
     *
     * @throws IllegalArgumentException when it is none, or cuts texts in a way that is not known here
     */
    public static TextEncoder of(String contract) {
        try {
            JsonNode root = JSON.readTree(contract);
            if (root.path("version").asInt() != 1
                    || !root.path("tokeniser").asText().equals(Tokeniser.VERSION)) {
                throw new IllegalArgumentException("the contract is of version %s with tokeniser %s; known are 1 and %s"
                        .formatted(root.path("version"), root.path("tokeniser"), Tokeniser.VERSION));
            }
            List<String> tokens = new ArrayList<>();
            root.path("tokens").forEach(token -> tokens.add(token.asText()));
            return new TextEncoder(root.path("pairs").asBoolean(), tokens);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the contract is no JSON: " + e.getOriginalMessage(), e);
        }
    }
}
