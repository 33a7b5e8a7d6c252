package io.verdict.topics.contract;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * How a text becomes the tokens of a transformer: the whole {@code tokenizer.json} of Hugging Face's tokenizers, and what
 * the model's configuration adds to it. Whoever encodes must get the ids of every probe, so that a tokenizer that cuts
 * texts otherwise, as another version of the library may, is noticed before it serves. Immutable and thread-safe.
 *
 * @param tokenizer text of the {@code tokenizer.json}
 * @param maxTokens how many tokens of a text the model takes, special ones included
 * @param overlong what becomes of a text of more
 * @param padId id that fills up shorter texts of a batch; masked, so which one it is does not matter to the answer
 * @param probes texts and what they are encoded to; one at least
 */
public record TokenContract(String tokenizer, int maxTokens, Overlong overlong, int padId, List<Probe> probes)
        implements InputContract {

    /** Distinguishes this contract from that of {@link TextEncoder}. */
    public static final String TOKENISER = "tokenizer.json";

    /** Fewer leave no room beside special tokens. */
    public static final int LEAST_TOKENS = 4;

    /** More would take gigabytes for one text. */
    public static final int MOST_TOKENS = 8_192;

    /** Vocabularies of many languages make a tokenizer longer than the 20,000,000 characters that Jackson reads. */
    private static final int LONGEST_TOKENIZER = 1 << 28;

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(LONGEST_TOKENIZER)
                    .build())
            .build());

    /**
     * A text, and the ids that it is encoded to.
     *
     * @param ids with special tokens, cut to the model's length
     */
    public record Probe(String text, List<Long> ids) {
        public Probe {
            ids = List.copyOf(ids);
        }
    }

    public TokenContract {
        if (maxTokens < LEAST_TOKENS || maxTokens > MOST_TOKENS) {
            throw new IllegalArgumentException(
                    "a text may have from %d to %d tokens, not %d".formatted(LEAST_TOKENS, MOST_TOKENS, maxTokens));
        }
        if (padId < 0) {
            throw new IllegalArgumentException("the padding's id is %d, and ids start at 0".formatted(padId));
        }
        probes = List.copyOf(probes);
        if (probes.isEmpty() || probes.get(0).ids().isEmpty()) {
            throw new IllegalArgumentException("the contract has no probe by which to know its tokenizer");
        }
    }

    /** How many different ids the tokenizer has: one more than the largest. */
    public int vocabulary() {
        return Vocabulary.size(parsed(tokenizer, "the tokenizer"));
    }

    @Override
    public String contract() {
        ObjectNode root = JSON.createObjectNode();
        root.put("version", 1);
        root.put("tokeniser", TOKENISER);
        root.put("maxTokens", maxTokens);
        root.put("overlong", overlong.name());
        root.put("padId", padId);
        ArrayNode list = root.putArray("probes");
        for (Probe probe : probes) {
            ObjectNode node = list.addObject();
            node.put("text", probe.text());
            ArrayNode ids = node.putArray("ids");
            probe.ids().forEach(ids::add);
        }
        root.put("tokenizer", tokenizer);
        return AsciiJson.text(root);
    }

    /** Whether a text's contract is one of this kind. */
    static boolean describes(String contract) {
        return parsed(contract, "the contract").path("tokeniser").asText().equals(TOKENISER);
    }

    /**
     * Reads a contract.
     *
     * @throws IllegalArgumentException when it is none, or of a version that is not known here
     */
    public static TokenContract of(String contract) {
        JsonNode root = parsed(contract, "the contract");
        if (root.path("version").asInt() != 1) {
            throw new IllegalArgumentException(
                    "the contract's version is %s, and only 1 is known".formatted(root.path("version")));
        }
        List<Probe> probes = new ArrayList<>();
        root.path("probes").forEach(node -> {
            List<Long> ids = new ArrayList<>();
            node.path("ids").forEach(id -> ids.add(id.asLong()));
            probes.add(new Probe(node.path("text").asText(), ids));
        });
        return new TokenContract(
                root.path("tokenizer").asText(),
                root.path("maxTokens").asInt(),
                overlong(root.path("overlong").asText()),
                root.path("padId").asInt(-1),
                probes);
    }

    private static Overlong overlong(String name) {
        for (Overlong one : Overlong.values()) {
            if (one.name().equals(name)) {
                return one;
            }
        }
        throw new IllegalArgumentException(
                "overlong is '%s'; known are %s".formatted(name, List.of(Overlong.values())));
    }

    private static JsonNode parsed(String json, String what) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("%s is no JSON: %s".formatted(what, e.getOriginalMessage()), e);
        }
    }
}
